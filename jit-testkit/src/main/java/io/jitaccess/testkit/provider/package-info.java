/** The contract test that every provider passes, and a provider in memory whose faults are scripted. */
@NullMarked
package io.jitaccess.testkit.provider;

import org.jspecify.annotations.NullMarked;
