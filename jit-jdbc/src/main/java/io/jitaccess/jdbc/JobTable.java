package io.jitaccess.jdbc;

import io.jitaccess.spi.store.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@code jit_job}: when each job can be taken, be it that it is due then or that its lease is over. */
final class JobTable implements JobStore {

    private static final String INSERT = "insert into jit_job (name, ready_at) values (?, ?)";

    private final Sql sql;

    JobTable(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean take(String name, Duration lease) {
        Instant until = sql.now().plus(lease);
        if (sql.change("update jit_job set ready_at = ? where name = ? and ready_at <= ?", until, name, sql.now())
                == 1) {
            return true;
        }
        return sql.isH2()
                ? sql.changeUnlessTaken(INSERT, name, until)
                : sql.change(INSERT + " on conflict (name) do nothing", name, until) == 1;
    }

    @Override
    public void done(String name, Duration again) {
        sql.change("update jit_job set ready_at = ? where name = ?", sql.now().plus(again), name);
    }

    @Override
    public Optional<Instant> nextDue(String name) {
        return sql.first(
                row -> row.instant("ready_at"),
                "select ready_at from jit_job where name = ? and ready_at > ?",
                name,
                sql.now());
    }
}
