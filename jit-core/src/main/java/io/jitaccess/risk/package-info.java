/** How risky a request is, and why. */
@NullMarked
package io.jitaccess.risk;

import org.jspecify.annotations.NullMarked;
