/** The engine against the store in memory and the fake provider, driven by hand. */
@NullMarked
package io.jitaccess.testkit.engine;

import org.jspecify.annotations.NullMarked;
