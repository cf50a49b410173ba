package io.jitaccess.benchmarks;

import io.jitaccess.JitAccess;
import io.jitaccess.Settings;
import io.jitaccess.benchmarks.BenchPostgres.Base;
import io.jitaccess.jdbc.JdbcStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Many grants that end at once, beside db-scheduler; and how long after its end each is acted on. */
final class ExpiryTable implements Table {

    private static final Duration LONGEST_ROUND = Duration.ofHours(1);

    @Override
    public void print(Options options, Report report, BenchPostgres postgres) throws Exception {
        int threads = options.number("expiry.threads", 16);
        int rounds = options.number("rounds", 5);
        int due = options.number("expiry.due", 100_000);
        int dueSlow = options.number("expiry.due-slow", 10_000);
        Duration slow = Duration.ofMillis(options.number("expiry.slow-ms", 50));
        report.title("Expiry", postgres.settings() + "; " + threads + " threads, " + rounds + " rounds in turn");
        compare(report, postgres, threads, rounds, due, Duration.ZERO);
        if (dueSlow > 0) {
            compare(report, postgres, threads, rounds, dueSlow, slow);
        }
        Duration ahead = Duration.ofSeconds(options.number("expiry.ahead-seconds", 5));
        lag(report, postgres, threads, rounds, ahead, options.numbers("expiry.in-one-second", 1_000, 10_000));
    }

    private static void compare(
            Report report, BenchPostgres postgres, int threads, int rounds, int due, Duration latency)
            throws Exception {
        double[] ours = new double[rounds];
        double[] facts = new double[rounds];
        double[] bare = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            try (Base base = dueAtOnce(postgres, threads, due)) {
                ours[round] = due / ours(base, threads, due, latency);
            }
            try (Base base = dueAtOnce(postgres, threads, due)) {
                facts[round] = due / DbSchedulerExpiry.withFacts(postgres, base, threads, due, latency);
            }
            try (Base base = postgres.newDatabase(threads + 4)) {
                bare[round] = due / DbSchedulerExpiry.bare(base, threads, due, latency);
            }
        }
        String calls = latency.isZero() ? "" : " (" + latency.toMillis() + " ms)";
        report.line("Due at once: " + String.format("%,d", due) + ", provider latency " + latency.toMillis()
                + " ms a call.");
        report.table(
                List.of("by", "calls" + calls, "what is written for each", "finished/s"),
                List.of(
                        List.of("the library", "look, revoke, look", "attempt first; rows and events", text(ours)),
                        List.of(
                                "db-scheduler, lock-and-fetch 1/4",
                                "look, revoke, look",
                                "the same, hand-written",
                                text(facts)),
                        List.of("db-scheduler, lock-and-fetch 1/4", "revoke", "its own row alone", text(bare))));
        double least = new Rounds(ours).median();
        report.line("Ours to db-scheduler: " + Rounds.format(least / new Rounds(facts).median())
                + " with the same facts, " + Rounds.format(least / new Rounds(bare).median()) + " with none"
                + (latency.isZero() ? " (target: at least 2)." : "."));
    }

    private static String text(double[] rounds) {
        return new Rounds(rounds).toString();
    }

    private static Base dueAtOnce(BenchPostgres postgres, int threads, int due) throws Exception {
        Base base = postgres.newStore(2 * threads + 4);
        OpenGrants.prepare(base);
        OpenGrants.add(base, 1, due, "date_trunc('second', now())");
        return base;
    }

    private static double ours(Base base, int threads, int due, Duration latency) throws Exception {
        InstantProvider provider = InstantProvider.withCrowd(due, latency, false);
        try (JitAccess jit = node(base, provider, threads)) {
            long start = System.nanoTime();
            jit.start();
            OpenGrants.awaitEnd(base, provider, due, LONGEST_ROUND);
            double seconds = Stopwatch.millisSince(start) / 1e3;
            if (provider.revocations() != due) {
                throw new IllegalStateException(provider.revocations() + " were revoked of " + due);
            }
            return seconds;
        }
    }

    private static JitAccess node(Base base, InstantProvider provider, int threads) {
        return Sample.node(
                JdbcStore.builder(base.source()).build(), new Crowd(), provider, threads, Settings.DEFAULTS.lease());
    }

    /** Windows are whole seconds: what ends in one second ends at one instant. */
    private static void lag(Report report, BenchPostgres postgres, int threads, int rounds, Duration ahead, int[] sizes)
            throws Exception {
        List<List<String>> rows = new ArrayList<>();
        for (int grants : sizes) {
            double[][] ms = new double[4][rounds];
            for (int round = 0; round < rounds; round++) {
                double[] found = lag(postgres, threads, ahead, grants);
                for (int i = 0; i < found.length; i++) {
                    ms[i][round] = found[i];
                }
            }
            rows.add(List.of(String.format("%,d", grants), text(ms[0]), text(ms[1]), text(ms[2]), text(ms[3])));
        }
        report.line("Lag from a grant's end to the provider's calls, node running, no latency (target: p99 under 250 ms"
                + " at 10,000).");
        report.table(
                List.of(
                        "grants that end in one second",
                        "first look p50, ms",
                        "first look p99, ms",
                        "revoke p50, ms",
                        "revoke p99, ms"),
                rows);
    }

    private static double[] lag(BenchPostgres postgres, int threads, Duration ahead, int grants) throws Exception {
        try (Base base = postgres.newStore(2 * threads + 4)) {
            OpenGrants.prepare(base);
            OpenGrants.add(base, 1, grants, "timestamptz '2100-01-01T00:00:00Z'");
            InstantProvider provider = InstantProvider.withCrowd(grants, Duration.ZERO, true);
            Instant end;
            try (JitAccess jit = node(base, provider, threads)) {
                jit.start();
                end = endAll(base, ahead);
                OpenGrants.awaitEnd(base, provider, grants, LONGEST_ROUND);
            }
            double[] looks = lags(provider.firstCalls(), end);
            double[] revokes = lags(provider.revokedAt(), end);
            return new double[] {at(looks, 0.5), at(looks, 0.99), at(revokes, 0.5), at(revokes, 0.99)};
        }
    }

    /** Lets all end in a few seconds, in one transaction; returns when. */
    private static Instant endAll(Base base, Duration ahead) throws Exception {
        Instant end = java.time.Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        Instant tried = end.plus(ahead);
        String at = "timestamptz '" + tried + "'";
        base.execute("begin; update jit_grant set starts_at = " + at + " - interval '1 hour', ends_at = " + at
                + ", next_due_at = " + at + " where ends_at > '2099-01-01'; update jit_claim set until_at = " + at
                + " where until_at > '2099-01-01'; update jit_assignment set wanted_until = " + at
                + ", next_due_at = " + at + " where wanted_until > '2099-01-01'; commit");
        if (!java.time.Clock.systemUTC().instant().isBefore(tried)) {
            throw new IllegalStateException("the ends were not set within " + ahead);
        }
        return tried;
    }

    private static double[] lags(Map<String, Instant> calls, Instant end) {
        return calls.values().stream()
                .mapToDouble(call -> Duration.between(end, call).toNanos() / 1e6)
                .sorted()
                .toArray();
    }

    private static double at(double[] sorted, double which) {
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * which)];
    }
}
