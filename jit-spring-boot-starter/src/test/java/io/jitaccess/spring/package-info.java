/** Tests of the wiring. */
@NullMarked
package io.jitaccess.spring;

import org.jspecify.annotations.NullMarked;
