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
    private final Thread owner = Thread.currentThread();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final RequestTable requests;
    private final CatalogueTable catalogue;
    private final SuspensionTable suspensions;
    private boolean open = true;

    JdbcUnit(Sql sql, SuspensionTable.Known known) {
        this.sql = sql;
        this.requests = new RequestTable(sql);
        this.catalogue = new CatalogueTable(sql);
        this.suspensions = new SuspensionTable(sql, known, catalogue);
    }

    @Override
    public Instant now() {
        return checked(sql).now();
    }

    @Override
    public void afterCommit(Runnable action) {
        checked(afterCommit).add(Objects.requireNonNull(action, "action"));
    }

    @Override
    public RequestStore requests() {
        return checked(requests);
    }

    @Override
    public GrantStore grants() {
        return new GrantTable(checked(sql));
    }

    @Override
    public AssignmentStore assignments() {
        return new AssignmentTable(checked(sql));
    }

    @Override
    public AuditLog audit() {
        return new AuditTable(checked(sql));
    }

    @Override
    public OutboxStore outbox() {
        return new OutboxTable(checked(sql));
    }

    @Override
    public CatalogueStore catalogue() {
        return checked(catalogue);
    }

    @Override
    public SuspensionStore suspensions() {
        return checked(suspensions);
    }

    @Override
    public JobStore jobs() {
        return new JobTable(checked(sql));
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
