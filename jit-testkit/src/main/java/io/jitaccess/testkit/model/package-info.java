/** Watches a store and a fake provider during a test, and checks afterwards that no invariant was broken. */
@NullMarked
package io.jitaccess.testkit.model;

import org.jspecify.annotations.NullMarked;
