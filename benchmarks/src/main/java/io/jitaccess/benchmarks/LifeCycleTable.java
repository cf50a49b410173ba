package io.jitaccess.benchmarks;

import io.jitaccess.JitAccess;
import io.jitaccess.benchmarks.BenchPostgres.Base;
import io.jitaccess.benchmarks.CountingSockets.Traffic;
import io.jitaccess.benchmarks.HandWritten.Instance;
import io.jitaccess.benchmarks.Parallel.Worker;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.jdbc.JdbcStore;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.spi.AccessRef;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Request, one approval, assign, verify, release, revoke, verify: through the library, and by a hand-written loop that
 * writes the same rows and events into the same tables.
 */
final class LifeCycleTable implements Table {

    /** Each life cycle is about access that was never given before. */
    private static final int ELIGIBILITIES = 100;

    @Override
    public void print(Options options, Report report, BenchPostgres postgres) throws Exception {
        int threads = options.number("life-cycle.threads", 16);
        int cycles = options.number("life-cycle.cycles", 5_000);
        int warmUp = options.number("life-cycle.warm-up", cycles);
        int rounds = options.number("rounds", 5);
        // short enough for rows to come to rest, a little more than a lease later, between two rounds
        Duration lease = Duration.ofSeconds(options.number("life-cycle.lease-seconds", 10));
        Sample sample;
        try (Base base = postgres.newStore(4)) {
            sample = Sample.live(base);
        }
        try (Base ours = postgres.newStore(2 * threads);
                Base hand = postgres.newStore(threads)) {
            report.title(
                    "Life cycle",
                    postgres.settings() + "; provider without latency, " + threads + " threads, " + cycles
                            + " life cycles in a round, " + rounds + " rounds in turn");
            RoundTrips.print(report, postgres);
            InstantProvider provider = InstantProvider.empty();
            try (JitAccess jit =
                    Sample.node(JdbcStore.builder(ours.source()).build(), new Crowd(), provider, threads, lease)) {
                jit.administration()
                        .activate(Company.ROOT, Company.forEverybody(ELIGIBILITIES))
                        .orElseThrow();
                jit.start();
                compare(
                        report,
                        new Ours(jit, ours, threads, new AtomicInteger()),
                        new Hand(sample, hand, threads),
                        warmUp,
                        cycles,
                        rounds);
            }
        }
    }

    private static void compare(Report report, Side ours, Side hand, int warmUp, int cycles, int rounds)
            throws Exception {
        List<Side> sides = List.of(ours, hand);
        for (Side side : sides) {
            side.run(warmUp);
            side.settle();
        }
        List<List<String>> rows = new ArrayList<>();
        List<Measured> measured =
                sides.stream().map(side -> new Measured(side, rounds)).toList();
        for (int round = 0; round < rounds; round++) {
            for (Measured one : measured) {
                one.measure(round, cycles);
            }
        }
        measured.forEach(one -> rows.add(one.row((double) cycles * rounds)));
        report.table(
                List.of(
                        "by",
                        "life cycles/s",
                        "round trips each",
                        "bytes sent each",
                        "bytes received each",
                        "write-ahead log bytes each",
                        "rows, events and bytes of events each"),
                rows);
        report.line("Ours to hand-written: "
                + Rounds.format(measured.get(0).median() / measured.get(1).median()) + " (target: at least 0.8).");
    }

    /** One side's rounds. */
    private static final class Measured {

        private final Side side;
        private final double[] perSecond;
        private long roundTrips;
        private long sent;
        private long received;
        private long log;

        Measured(Side side, int rounds) {
            this.side = side;
            this.perSecond = new double[rounds];
        }

        void measure(int round, int cycles) throws Exception {
            Traffic before = side.base().traffic();
            long logBefore = walBytes(side.base());
            perSecond[round] = cycles / side.run(cycles);
            side.settle();
            log += walBytes(side.base()) - logBefore;
            Traffic traffic = side.base().traffic().since(before);
            roundTrips += traffic.roundTrips();
            sent += traffic.sent();
            received += traffic.received();
        }

        double median() {
            return new Rounds(perSecond).median();
        }

        List<String> row(double cycles) {
            return List.of(
                    side.name(),
                    new Rounds(perSecond).toString(),
                    Rounds.format(roundTrips / cycles),
                    Rounds.format(sent / cycles),
                    Rounds.format(received / cycles),
                    Rounds.format(log / cycles),
                    side.facts());
        }
    }

    private static long walBytes(Base base) throws SQLException {
        return base.number("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint");
    }

    /** One way to live. */
    private interface Side {

        String name();

        Base base();

        /** Lives that many lives and returns how long it took, in seconds. */
        double run(int cycles) throws Exception;

        /** Returns when nothing is left to do. */
        void settle() throws Exception;

        String facts();
    }

    /** What one life cycle has left in the tables, on average. */
    private static String facts(Base base) throws SQLException {
        return base.text("select round(rows / g, 2) || ', ' || round(events / g, 2) || ', ' || round(bytes / g)"
                        + " from (select count(*)::numeric g from jit_grant) grants,"
                        + " (select (select count(*) from jit_request) + (select count(*) from jit_decision)"
                        + " + (select count(*) from jit_grant) + (select count(*) from jit_claim)"
                        + " + (select count(*) from jit_assignment) rows) r,"
                        + " (select count(*) events, sum(length(details) + length(action)) bytes"
                        + " from jit_audit_event"
                        + " where coalesce(request_id, grant_id, assignment_id) is not null) e")
                .orElseThrow();
    }

    /** Through the public API. */
    private record Ours(JitAccess jit, Base base, int threads, AtomicInteger lives) implements Side {

        @Override
        public String name() {
            return "the library";
        }

        @Override
        public double run(int cycles) throws Exception {
            return Parallel.seconds(threads, cycles, () -> new Worker() {
                @Override
                public void run(int number) {
                    live(lives.getAndIncrement());
                }

                @Override
                public void close() {}
            });
        }

        private void live(int number) {
            IdentityId person = new IdentityId("p" + number / ELIGIBILITIES);
            AccessRequest asked = Sample.ask(jit, person, number % ELIGIBILITIES);
            GrantId grant = Sample.approve(jit, asked);
            jit.grants().whenActive(grant).join();
            jit.grants().release(person, grant, "").orElseThrow();
            jit.grants().whenEnded(grant).join();
        }

        @Override
        public void settle() throws Exception {
            Parallel.until(
                    "all rows at rest",
                    Duration.ofMillis(500),
                    Duration.ofMinutes(5),
                    () -> base.number("select count(*) from jit_assignment where not at_rest") == 0);
        }

        @Override
        public String facts() {
            try {
                return LifeCycleTable.facts(base);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** By hand: six transactions, with every attempt committed before its call. */
    private static final class Hand implements Side {

        private final Sample sample;
        private final Base base;
        private final int threads;
        private final AtomicInteger lives = new AtomicInteger();
        private final InstantProvider provider = InstantProvider.empty();
        private final HandWritten ask;
        private final HandWritten approve;
        private final HandWritten attempt;
        private final HandWritten activate;
        private final HandWritten releaseAndAttempt;
        private final HandWritten end;

        Hand(Sample sample, Base base, int threads) {
            this.sample = sample;
            this.base = base;
            this.threads = threads;
            this.ask = new HandWritten(sample.empty().to(sample.asked()));
            this.approve = new HandWritten(sample.asked().to(sample.approved()));
            this.attempt = new HandWritten(sample.approved().to(sample.attempted()));
            this.activate = new HandWritten(sample.attempted().to(sample.active()));
            this.releaseAndAttempt = new HandWritten(sample.active().to(sample.ending()));
            this.end = new HandWritten(sample.ending().to(sample.ended()));
        }

        @Override
        public String name() {
            return "hand-written JDBC";
        }

        @Override
        public Base base() {
            return base;
        }

        @Override
        public double run(int cycles) throws Exception {
            return Parallel.seconds(threads, cycles, () -> {
                Connection connection = base.source().getConnection();
                connection.setAutoCommit(false);
                return new Worker() {
                    @Override
                    public void run(int number) throws SQLException {
                        live(connection, lives.getAndIncrement());
                    }

                    @Override
                    public void close() throws SQLException {
                        connection.setAutoCommit(true);
                        connection.close();
                    }
                };
            });
        }

        private void live(Connection connection, int number) throws SQLException {
            Map<UUID, UUID> ids = new HashMap<>();
            String person = "p" + number / ELIGIBILITIES;
            Instance instance = new Instance(
                    id -> ids.computeIfAbsent(id, unseen -> UUID.randomUUID()),
                    Sample.PERSON.value(),
                    person,
                    HandWritten.laterThan(sample.taken()));
            ask.run(connection, instance);
            approve.run(connection, instance);
            AccessRef access = new AccessRef(
                    AssignmentId.random(),
                    new PrincipalId(person),
                    Company.entitlement(number % ELIGIBILITIES),
                    new TargetKey("group:application-" + number % ELIGIBILITIES),
                    Optional.empty());
            provider.principal(Company.person(person, Set.of()), access.entitlement());
            provider.observe(access);
            attempt.run(connection, instance);
            provider.assign(access, Instant.MAX, false);
            provider.observe(access);
            activate.run(connection, instance);
            provider.observe(access);
            releaseAndAttempt.run(connection, instance);
            provider.revoke(access);
            provider.observe(access);
            end.run(connection, instance);
        }

        @Override
        public void settle() {}

        @Override
        public String facts() {
            try {
                return LifeCycleTable.facts(base);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
