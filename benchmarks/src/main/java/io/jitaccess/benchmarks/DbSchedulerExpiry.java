package io.jitaccess.benchmarks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.jitaccess.benchmarks.BenchPostgres.Base;
import io.jitaccess.benchmarks.HandWritten.Instance;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Ends access by one-time tasks of db-scheduler, at the settings at which it is fastest. */
final class DbSchedulerExpiry {

    private static final String TASK = "end";
    private static final Duration LONGEST = Duration.ofHours(1);

    private DbSchedulerExpiry() {}

    /** Revokes, and writes nothing: how fast a scheduler could be at most. Returns seconds. */
    static double bare(Base base, int threads, int due, Duration latency) throws Exception {
        InstantProvider provider = InstantProvider.withCrowd(due, latency, false);
        return run(base, provider, threads, due, number -> provider.revoke(access(number)));
    }

    /** Looks, commits the attempt, revokes, looks, and writes what the library writes. Returns seconds. */
    static double withFacts(BenchPostgres postgres, Base base, int threads, int due, Duration latency)
            throws Exception {
        Sample sample;
        try (Base alone = postgres.newStore(4)) {
            sample = Sample.live(alone);
        }
        // as the copies are: what the copied row had left outstanding is settled
        HandWritten attempt = new HandWritten(sample.active().to(sample.ending()));
        HandWritten end = new HandWritten(sample.ending().to(sample.ended()));
        InstantProvider provider = InstantProvider.withCrowd(due, latency, false);
        return run(base, provider, threads, due, number -> {
            AccessRef access = access(number);
            Instance instance = instance(sample, number);
            provider.observe(access);
            write(base, attempt, instance);
            provider.revoke(access);
            provider.observe(access);
            write(base, end, instance);
        });
    }

    private static void write(Base base, HandWritten transaction, Instance instance) throws SQLException {
        try (Connection connection = base.source().getConnection()) {
            connection.setAutoCommit(false);
            transaction.run(connection, instance);
        }
    }

    private static Instance instance(Sample sample, int number) {
        Map<UUID, UUID> ids = new HashMap<>();
        sample.active()
                .tables()
                .forEach((table, rows) -> rows.keySet().forEach(key -> {
                    // as OpenGrants gave them
                    String kind = table.substring(4, 5);
                    if (!table.equals("jit_audit_event") && !table.equals("jit_decision")) {
                        ids.put((UUID) key.get(0), Ids.of(kind, number));
                    }
                }));
        UnaryOperator<UUID> others = id -> ids.computeIfAbsent(id, unseen -> UUID.randomUUID());
        return new Instance(others, Sample.PERSON.value(), "p" + number, HandWritten.laterThan(sample.taken()));
    }

    private static AccessRef access(int number) {
        return new AccessRef(
                AssignmentId.random(),
                new PrincipalId("p" + number),
                Entitlement.of(InstantProvider.ID, InstantProvider.KIND, Map.of("name", "crowd")),
                new TargetKey(InstantProvider.CROWD),
                Optional.empty());
    }

    private static double run(Base base, InstantProvider provider, int threads, int due, Parallel.Work work)
            throws Exception {
        base.execute("create table scheduled_tasks (task_name text not null, task_instance text not null,"
                + " task_data bytea, execution_time timestamptz not null, picked boolean not null, picked_by text,"
                + " last_success timestamptz, last_failure timestamptz, consecutive_failures int,"
                + " last_heartbeat timestamptz, version bigint not null, priority smallint,"
                + " primary key (task_name, task_instance))");
        base.execute("create index on scheduled_tasks (execution_time)");
        base.execute("create index on scheduled_tasks (last_heartbeat)");
        base.execute("create index on scheduled_tasks (priority desc, execution_time asc)");
        base.execute("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                + " select '" + TASK + "', n, now(), false, 1 from generate_series(1, " + due + ") n");
        base.execute("vacuum analyze scheduled_tasks");
        base.execute("checkpoint");
        OneTimeTask<Void> task = Tasks.oneTime(TASK).execute((instance, context) -> {
            try {
                work.run(Integer.parseInt(instance.getId()));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Scheduler scheduler = Scheduler.create(base.source(), task)
                .threads(threads)
                .pollUsingLockAndFetch(1.0, 4.0)
                .pollingInterval(Duration.ofMillis(100))
                .build();
        long start = System.nanoTime();
        scheduler.start();
        try {
            Parallel.until("all removed", Duration.ofMillis(5), LONGEST, () -> provider.revocations() == due);
            Parallel.until(
                    "all tasks done",
                    Duration.ofMillis(10),
                    LONGEST,
                    () -> base.number("select count(*) from (select 1 from scheduled_tasks limit 1) t") == 0);
            return Stopwatch.millisSince(start) / 1e3;
        } finally {
            scheduler.stop();
        }
    }
}
