/** Helpers shared by the packages of this module; no part of the public API. */
@NullMarked
package io.jitaccess.internal;

import org.jspecify.annotations.NullMarked;
