package io.jitaccess.jdbc;

import io.jitaccess.spi.store.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@code jit_job}: when each job can be taken, be it that it is due then or that its lease is over. */
final class JobTable implements JobStore {

    private static final String INSERT = "insert into jit_job (name, ready_at) values (?, ?)";

    private final Sql sql;
    private final Instant now;

    JobTable(Sql sql, Instant now) {
        this.sql = sql;
        this.now = now;
    }

    @Override
    public boolean take(String name, Duration lease) {
        Instant until = now.plus(lease);
        if (sql.change("update jit_job set ready_at = ? where name = ? and ready_at <= ?", until, name, now) == 1) {
            return true;
        }
        return sql.isH2()
                ? sql.changeUnlessTaken(INSERT, name, until)
                : sql.change(INSERT + " on conflict (name) do nothing", name, until) == 1;
    }

    @Override
    public void done(String name, Duration again) {
        sql.change("update jit_job set ready_at = ? where name = ?", now.plus(again), name);
    }

    @Override
    public Optional<Instant> nextDue(String name) {
        return sql.first(
                row -> row.instant("ready_at"),
                "select ready_at from jit_job where name = ? and ready_at > ?",
                name,
                now);
    }
}
