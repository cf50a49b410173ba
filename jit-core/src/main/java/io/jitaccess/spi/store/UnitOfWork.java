package io.jitaccess.spi.store;

import java.time.Instant;

/** One transaction, and the tables as seen by it. Used by one thread, until its work returns. */
public interface UnitOfWork {

    /** The store's time, in microseconds: the same for the whole unit of work, taken when it began. */
    Instant now();

    /**
     * Runs after the transaction that carries this unit of work has committed (the host's, where it joined one), on the
     * committing thread; never after a roll-back. It should only wake something; what it throws is logged and dropped.
     */
    void afterCommit(Runnable action);

    RequestStore requests();

    GrantStore grants();

    AssignmentStore assignments();

    AuditLog audit();

    OutboxStore outbox();

    CatalogueStore catalogue();

    SuspensionStore suspensions();

    JobStore jobs();
}
