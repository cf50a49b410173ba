/** The rules of this module's inner order; in the packages below, classes that break them. */
@NullMarked
package io.jitaccess.architecture;

import org.jspecify.annotations.NullMarked;
