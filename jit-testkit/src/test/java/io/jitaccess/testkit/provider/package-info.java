/** Proves the contract test and the provider in memory. */
@NullMarked
package io.jitaccess.testkit.provider;

import org.jspecify.annotations.NullMarked;
