package io.jitaccess.benchmarks;

/** One table of {@code docs/benchmarks.md}. */
interface Table {

    /** Measures and prints. May take minutes. */
    void print(Options options, Report report, BenchPostgres postgres) throws Exception;
}
