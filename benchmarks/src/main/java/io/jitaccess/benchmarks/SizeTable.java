package io.jitaccess.benchmarks;

import io.jitaccess.JitAccess;
import io.jitaccess.Settings;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.benchmarks.BenchPostgres.Base;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.jdbc.JdbcStore;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** A node that starts on many open grants, and a page of many audit events. */
final class SizeTable implements Table {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Whole scans of the provider that are on record. */
    private static final String SCANS = "select count(*) from jit_audit_event where action = 'DRIFT_SCANNED'";

    /** How many subjects the events are about: each has as many at every size of the table. */
    private static final int EVENTS_OF_ONE = 100;

    @Override
    public void print(Options options, Report report, BenchPostgres postgres) throws Exception {
        int rounds = options.number("rounds", 5);
        report.title("Size", postgres.settings() + "; " + rounds + " rounds");
        starts(options, report, postgres, rounds);
        pages(options, report, postgres, rounds);
    }

    private static void starts(Options options, Report report, BenchPostgres postgres, int rounds) throws Exception {
        Duration watch = Duration.ofSeconds(options.number("size.watch-seconds", 60));
        List<List<String>> rows = new ArrayList<>();
        for (int open : options.numbers("size.open", 1_000, 1_000_000)) {
            double[] first = new double[rounds];
            double[] before = new double[rounds];
            double[] most = new double[rounds];
            try (Base base = postgres.newStore(16)) {
                OpenGrants.prepare(base);
                OpenGrants.add(
                        base, 1, open, "(date_trunc('second', now()) + interval '1 day' + n * interval '1 second')");
                for (int round = 0; round < rounds; round++) {
                    OpenGrants.add(base, open + 1 + round, 1, "date_trunc('second', now())");
                    InstantProvider provider = InstantProvider.withCrowd(open + 1 + round, Duration.ZERO, false);
                    boolean last = round == rounds - 1;
                    if (last) {
                        // what was run while the first grant was made would not be due for a day
                        base.execute("delete from jit_job");
                    }
                    long scans = base.number(SCANS);
                    before[round] = Heap.usedMb();
                    try (JitAccess jit = withDefaults(base, provider)) {
                        long start = System.nanoTime();
                        jit.start();
                        Parallel.until(
                                "the first revoke", Duration.ofMillis(1), LONGEST, () -> provider.revocations() >= 1);
                        first[round] = Stopwatch.millisSince(start);
                        most[round] = (last
                                        ? mostHeap(watch, () -> base.number(SCANS) > scans)
                                        : mostHeap(Duration.ofSeconds(1), () -> true))
                                - before[round];
                    }
                }
            }
            // the last round watches for longer: scans and rechecks run then
            rows.add(List.of(
                    String.format("%,d", open),
                    new Rounds(first).toString(),
                    Rounds.format(most[rounds - 1]),
                    new Rounds(most).toString()));
        }
        report.line(
                "A node with default settings starts on open grants, of which one is due (target: first revoke within"
                        + " 1 s, heap flat). Heap: the most in use after a collection above what was in use before the start; in"
                        + " the last round over " + watch.toSeconds()
                        + " s, scans of the provider and rechecks included.");
        report.table(
                List.of("open grants", "start to first revoke, ms", "heap, last round, MB", "heap, all rounds, MB"),
                rows);
    }

    private static JitAccess withDefaults(Base base, InstantProvider provider) {
        return JitAccess.builder()
                .store(JdbcStore.builder(base.source()).build())
                .directory(new Crowd())
                .provider(provider)
                .settings(Settings.DEFAULTS.withRoles(Set.of(Company.ADMINISTRATORS), Set.of()))
                .build();
    }

    /** The most for so long, and until what was waited for has happened. */
    private static double mostHeap(Duration over, Callable<Boolean> happened) throws Exception {
        double most = Heap.usedMb();
        long now = System.nanoTime();
        long end = now + over.toNanos();
        long latest = now + LONGEST.toNanos();
        while (System.nanoTime() < end || !happened.call()) {
            if (System.nanoTime() > latest) {
                throw new IllegalStateException("the provider was not scanned within " + LONGEST);
            }
            LockSupport.parkNanos(500_000_000);
            most = Math.max(most, Heap.usedMb());
        }
        return most;
    }

    private static void pages(Options options, Report report, BenchPostgres postgres, int rounds) throws Exception {
        int times = options.number("size.pages", 200);
        Map<String, List<String>> cells = new LinkedHashMap<>();
        int[] sizes = options.numbers("size.audit", 10_000, 10_000_000);
        for (int size : sizes) {
            try (Base base = postgres.newStore(4)) {
                OpenGrants.prepare(base);
                addEvents(base, size);
                JitAccess jit = withDefaults(base, InstantProvider.empty());
                for (Map.Entry<String, AuditQuery> query : queries(size).entrySet()) {
                    double[] medians = new double[rounds];
                    for (int round = 0; round < rounds; round++) {
                        medians[round] = medianMillis(jit, query.getValue(), times);
                    }
                    cells.computeIfAbsent(query.getKey(), unseen -> new ArrayList<>(List.of(unseen)))
                            .add(new Rounds(medians).toString());
                }
            }
        }
        List<String> head = new ArrayList<>(List.of("page of 50, filtered by"));
        Arrays.stream(sizes).forEach(size -> head.add(String.format("%,d events, ms", size)));
        report.line("A page of the audit through the public API, as an administrator reads it; median of " + times
                + " a round (target: the same time at every size).");
        report.table(head, List.copyOf(cells.values()));
    }

    /** As many subjects, actors and grants as it takes for each to have as many events at every size. */
    private static void addEvents(Base base, int size) throws Exception {
        int subjects = Math.max(1, size / EVENTS_OF_ONE);
        base.execute("insert into jit_audit_event (id, occurred_at, action, actor, subject, request_id, grant_id,"
                + " assignment_id, details) select gen_random_uuid(), now() - n * interval '1 second',"
                + " case when n % " + Math.max(10, size / 10)
                + " = 7 then 'GRANT_EXTENDED' when n % 3 = 0 then 'GRANT_CREATED' when n % 3 = 1 then 'GRANT_ACTIVE'"
                + " else 'GRANT_ENDED' end, 'p' || (n * 31 % " + subjects + "), 'p' || (n % " + subjects + "),"
                + " " + Ids.sql("r", "n / 10") + ", " + Ids.sql("g", "n / 10") + ", " + Ids.sql("a", "n / 10") + ","
                + " '{\"startsAt\":\"2026-01-01T00:00:00Z\",\"note\":\"' || repeat('x', 60) || '\"}'"
                + " from generate_series(1, " + size + ") n");
        base.execute("vacuum analyze jit_audit_event");
    }

    private static Map<String, AuditQuery> queries(int size) {
        IdentityId one = new IdentityId("p3");
        Instant now = java.time.Clock.systemUTC().instant();
        Map<String, AuditQuery> queries = new LinkedHashMap<>();
        queries.put("nothing", AuditQuery.ALL);
        queries.put("subject", AuditQuery.ALL.about(one));
        queries.put("actor", AuditQuery.ALL.by(one));
        queries.put("grant", AuditQuery.ALL.on(new GrantId(Ids.of("g", 100))));
        queries.put("a common action", AuditQuery.ALL.of(AuditAction.GRANT_ENDED));
        queries.put("an action that is rare", AuditQuery.ALL.of(AuditAction.GRANT_EXTENDED));
        queries.put("an action that never was", AuditQuery.ALL.of(AuditAction.KILL_SWITCH_USED));
        queries.put("subject and action", AuditQuery.ALL.about(one).of(AuditAction.GRANT_ENDED));
        queries.put("subject and actor", AuditQuery.ALL.about(one).by(new IdentityId("p4")));
        queries.put("an hour, long ago", AuditQuery.ALL.between(now.minusSeconds(size), now.minusSeconds(size - 3600)));
        return queries;
    }

    private static double medianMillis(JitAccess jit, AuditQuery query, int times) {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            jit.audit(Company.ROOT, query, PageRequest.first(50)).orElseThrow();
            millis[i] = Stopwatch.millisSince(start);
        }
        return new Rounds(millis).median();
    }
}
