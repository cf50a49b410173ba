package io.jitaccess.benchmarks;

import io.jitaccess.JitAccess;
import io.jitaccess.benchmarks.BenchPostgres.Base;
import io.jitaccess.benchmarks.CountingSockets.Traffic;
import io.jitaccess.benchmarks.LookUpWorld.Asker;
import io.jitaccess.jdbc.JdbcStore;
import io.jitaccess.spi.Directory;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.store.InMemoryStore;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Asking what may be asked for and whether it passes, beside CEL; what a snapshot costs; what the database adds. */
final class LookUpTable implements Table {

    @Override
    public void print(io.jitaccess.benchmarks.Options options, Report report, BenchPostgres postgres) throws Exception {
        int[] sizes = options.numbers("look-up.eligibilities", 1_000, 100_000, 1_000_000);
        int people = options.number("look-up.people", 20_000);
        int rounds = options.number("rounds", 5);
        report.title(
                "Look-up and evaluation",
                "one thread, " + people + " people with " + LookUpWorld.GROUPS + " groups each, in turn; " + rounds
                        + " forks; microseconds, median over the forks (lowest to highest)");
        benchmark(options, report, sizes, people, rounds);
        snapshot(report, sizes, people, rounds);
        onDatabase(options, report, postgres, people, rounds);
    }

    private static void benchmark(
            io.jitaccess.benchmarks.Options options, Report report, int[] sizes, int people, int rounds)
            throws RunnerException {
        int forks = options.number("look-up.forks", rounds);
        TimeValue time = TimeValue.milliseconds(options.number("look-up.millis", 1_000));
        Options run = new OptionsBuilder()
                .include("^" + LookUpBenchmark.class.getName().replace(".", "\\.") + "\\..*$")
                .param(
                        "eligibilities",
                        Arrays.stream(sizes).mapToObj(String::valueOf).toArray(String[]::new))
                .param("people", String.valueOf(people))
                .forks(forks)
                .warmupIterations(options.number("look-up.warm-up", 5))
                .warmupTime(time)
                .measurementIterations(options.number("look-up.iterations", 5))
                .measurementTime(time)
                .jvmArgsAppend("-Xmx" + options.number("look-up.heap-mb", 6_144) + "m")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        Collection<RunResult> results = quiet(run);
        List<List<String>> rows = new ArrayList<>();
        for (RunResult result : results) {
            rows.add(List.of(
                    result.getParams().getBenchmark().replaceAll(".*\\.", ""),
                    String.format("%,d", Integer.parseInt(result.getParams().getParam("eligibilities"))),
                    forks(result, Statistics::getMean),
                    forks(result, one -> one.getPercentile(50)),
                    forks(result, one -> one.getPercentile(99))));
        }
        report.table(List.of("question", "eligibilities", "mean", "p50", "p99"), rows);
    }

    /** The harness prints more than the table; what went wrong it throws. */
    private static Collection<RunResult> quiet(Options run) throws RunnerException {
        PrintStream out = System.out;
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            System.setOut(nowhere);
            return new Runner(run).run();
        } finally {
            System.setOut(out);
        }
    }

    private static String forks(RunResult result, ToDoubleFunction<Statistics> what) {
        return new Rounds(result.getBenchmarkResults().stream()
                        .map(BenchmarkResult::getPrimaryResult)
                        .mapToDouble(one -> what.applyAsDouble(one.getStatistics()))
                        .toArray())
                .toString();
    }

    /** A second node takes over what a first one activated: reading, indexing, and what stays in its heap. */
    private static void snapshot(Report report, int[] sizes, int people, int rounds) {
        List<List<String>> rows = new ArrayList<>();
        for (int size : sizes) {
            Directory directory = LookUpWorld.directory(LookUpWorld.askers(size, Math.min(people, 1_000)));
            InMemoryStore store = new InMemoryStore(new TestClock());
            long before = System.nanoTime();
            LookUpWorld.activate(LookUpWorld.node(store, directory), Company.catalogue(size));
            double activated = Stopwatch.millisSince(before);
            double[] taken = new double[rounds];
            double[] heap = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                double used = Heap.usedMb();
                JitAccess node = LookUpWorld.node(store, directory);
                before = System.nanoTime();
                node.runDue();
                taken[i] = Stopwatch.millisSince(before);
                heap[i] = Heap.usedMb() - used;
                if (node.status().catalogue() != 1) {
                    throw new IllegalStateException("the node took nothing over");
                }
            }
            rows.add(List.of(
                    String.format("%,d", size),
                    Rounds.format(activated),
                    new Rounds(taken).toString(),
                    new Rounds(heap).toString()));
        }
        report.line(
                "A snapshot: activated by one node (lint, document, index), taken over by another, and what stays in"
                        + " the other's heap.");
        report.table(List.of("eligibilities", "activate, ms", "take over, ms", "heap, MB"), rows);
    }

    private static void onDatabase(
            io.jitaccess.benchmarks.Options options, Report report, BenchPostgres postgres, int people, int rounds)
            throws Exception {
        int size = options.number("look-up.database-eligibilities", 1_000);
        int asks = options.number("look-up.asks", 5_000);
        List<List<String>> rows = new ArrayList<>();
        for (int earlier : new int[] {0, 100}) {
            try (Base base = postgres.newStore(2)) {
                List<Asker> askers = LookUpWorld.askers(size, people);
                LookUpWorld world =
                        LookUpWorld.on(JdbcStore.builder(base.source()).build(), size, people);
                earlierGrants(base, askers, earlier);
                for (int i = 0; i < asks; i++) {
                    world.explain();
                }
                List<double[]> all = new ArrayList<>();
                Traffic before = base.traffic();
                for (int round = 0; round < rounds; round++) {
                    double[] micros = new double[asks];
                    for (int i = 0; i < asks; i++) {
                        long start = System.nanoTime();
                        world.explain();
                        micros[i] = (System.nanoTime() - start) / 1e3;
                    }
                    Arrays.sort(micros);
                    all.add(micros);
                }
                Traffic traffic = base.traffic().since(before);
                double total = (double) asks * rounds;
                rows.add(List.of(
                        String.valueOf(earlier),
                        percentile(all, 0.5),
                        percentile(all, 0.99),
                        Rounds.format(traffic.roundTrips() / total),
                        Rounds.format((traffic.sent() + traffic.received()) / total)));
            }
        }
        report.line("explain on a database: " + postgres.settings() + "; " + size + " eligibilities, one thread.");
        report.table(List.of("earlier grants of the asker", "p50, us", "p99, us", "round trips", "bytes"), rows);
    }

    /** Ended grants under what each asks for, as the risk looks for them. */
    private static void earlierGrants(Base base, List<Asker> askers, int each) throws Exception {
        if (each == 0) {
            return;
        }
        String values = askers.stream()
                .limit(2_000)
                .map(asker -> "('" + asker.identity().id().value() + "', '"
                        + asker.draft().eligibility().value() + "')")
                .collect(Collectors.joining(", "));
        base.execute("insert into jit_grant (id, version, request_id, eligibility, requester, beneficiary, starts_at,"
                + " ends_at, latest_end, bundle, state, end_reason, ended_by_kind, created_at, ended_at, warned)"
                + " select gen_random_uuid(), 0, gen_random_uuid(), v.e, v.p, v.p, now() - n * interval '1 hour',"
                + " now() - n * interval '1 hour' + interval '10 minutes',"
                + " now() - n * interval '1 hour' + interval '10 minutes', 'ALL_OR_NOTHING', 'ENDED', 'EXPIRED',"
                + " 'SYSTEM', now() - n * interval '1 hour', now(), true"
                + " from generate_series(1, " + each + ") n, (values " + values + ") v (p, e)");
        base.execute("vacuum analyze jit_grant");
    }

    private static String percentile(List<double[]> sorted, double which) {
        return new Rounds(sorted.stream()
                        .mapToDouble(round -> round[(int) Math.min(round.length - 1, round.length * which)])
                        .toArray())
                .toString();
    }
}
