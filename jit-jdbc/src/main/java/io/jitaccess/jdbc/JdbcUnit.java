package io.jitaccess.jdbc;

import io.jitaccess.spi.store.AssignmentStore;
import io.jitaccess.spi.store.AuditLog;
import io.jitaccess.spi.store.CatalogueStore;
import io.jitaccess.spi.store.GrantStore;
import io.jitaccess.spi.store.JobStore;
import io.jitaccess.spi.store.OutboxStore;
import io.jitaccess.spi.store.RequestStore;
import io.jitaccess.spi.store.SuspensionStore;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One unit of work; it refuses to be used by another thread or after its end. */
final class JdbcUnit implements UnitOfWork {

    private final Sql sql;
    private final Instant now;
    private final Thread owner = Thread.currentThread();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private boolean open = true;

    JdbcUnit(Sql sql, Instant now) {
        this.sql = sql;
        this.now = now;
    }

    @Override
    public Instant now() {
        return checked(now);
    }

    @Override
    public void afterCommit(Runnable action) {
        checked(afterCommit).add(Objects.requireNonNull(action, "action"));
    }

    @Override
    public RequestStore requests() {
        return new RequestTable(checked(sql), now);
    }

    @Override
    public GrantStore grants() {
        return new GrantTable(checked(sql), now);
    }

    @Override
    public AssignmentStore assignments() {
        return new AssignmentTable(checked(sql), now);
    }

    @Override
    public AuditLog audit() {
        return new AuditTable(checked(sql));
    }

    @Override
    public OutboxStore outbox() {
        return new OutboxTable(checked(sql), now);
    }

    @Override
    public CatalogueStore catalogue() {
        return new CatalogueTable(checked(sql), now);
    }

    @Override
    public SuspensionStore suspensions() {
        return new SuspensionTable(checked(sql));
    }

    @Override
    public JobStore jobs() {
        return new JobTable(checked(sql), now);
    }

    void close() {
        open = false;
    }

    List<Runnable> actions() {
        return List.copyOf(afterCommit);
    }

    private <T> T checked(T part) {
        if (!open || Thread.currentThread() != owner) {
            throw new IllegalStateException(
                    "a unit of work is used by the thread that runs it, until its work returns");
        }
        return part;
    }
}
