/** The built-in risk assessor: weighed factors, each with its explanation. */
@NullMarked
package io.jitaccess.risk.standard;

import org.jspecify.annotations.NullMarked;
