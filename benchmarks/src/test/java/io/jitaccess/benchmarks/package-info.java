/** That the tables come out, and that both sides do the same. */
@org.jspecify.annotations.NullMarked
package io.jitaccess.benchmarks;
