/** Who may ask for what, for how long, under which approval policy. */
@NullMarked
package io.jitaccess.eligibility;

import org.jspecify.annotations.NullMarked;
