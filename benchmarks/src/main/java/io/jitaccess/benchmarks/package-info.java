/** Programs that measure how fast the library is and how much it costs, each beside a peer or a limit. */
@org.jspecify.annotations.NullMarked
package io.jitaccess.benchmarks;
