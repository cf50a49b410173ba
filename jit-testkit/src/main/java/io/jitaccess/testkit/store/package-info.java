/** A store in memory for tests, and the contract that every store has to pass. */
@NullMarked
package io.jitaccess.testkit.store;

import org.jspecify.annotations.NullMarked;
