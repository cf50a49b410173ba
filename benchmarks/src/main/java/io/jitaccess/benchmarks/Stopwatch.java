package io.jitaccess.benchmarks;

/** Elapsed time. */
final class Stopwatch {

    private Stopwatch() {}

    static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }
}
