/** How the library says that an ask cannot be met: outcomes, refusals and problems by field. */
@NullMarked
package io.jitaccess.problem;

import org.jspecify.annotations.NullMarked;
