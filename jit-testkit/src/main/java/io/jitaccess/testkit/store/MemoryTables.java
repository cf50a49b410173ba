package io.jitaccess.testkit.store;

import io.jitaccess.audit.AuditEvent;
import io.jitaccess.eligibility.CatalogueRevision;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.Suspension;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.AuditEventId;
import io.jitaccess.id.ClaimId;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.spi.store.StoreException;
import java.time.Instant;
import java.util.UUID;

/** Everything that an {@link InMemoryStore} knows. */
final class MemoryTables {

    final Undo undo = new Undo();
    final MemoryTable<RequestId, AccessRequest> requests = new MemoryTable<>(undo);
    final MemoryTable<GrantId, Grant> grants = new MemoryTable<>(undo);
    final MemoryTable<ClaimId, Claim> claims = new MemoryTable<>(undo);
    final MemoryTable<ClaimId, Instant> claimLeases = new MemoryTable<>(undo);
    final MemoryTable<AssignmentId, Assignment> assignments = new MemoryTable<>(undo);
    final MemoryTable<AuditEventId, AuditEvent> audit = new MemoryTable<>(undo);
    final MemoryTable<UUID, MemoryOutbox.Row> outbox = new MemoryTable<>(undo);
    final MemoryTable<Long, CatalogueRevision> catalogue = new MemoryTable<>(undo);
    final MemoryTable<Suspension.Scope, Suspension> suspensions = new MemoryTable<>(undo);
    final MemoryTable<String, MemoryJobs.Row> jobs = new MemoryTable<>(undo);

    private boolean failed;

    /** What a database's constraint would have answered; the unit of work is not committed any more. */
    StoreException refused(String why) {
        failed = true;
        return new StoreException(why, new IllegalStateException(why), false);
    }

    /** Commits or rolls back the running unit of work. */
    void end(boolean commit) {
        boolean wentOn = failed && commit;
        failed = false;
        if (commit && !wentOn) {
            undo.forget();
        } else {
            undo.rollBack();
        }
        if (wentOn) {
            String why = "the work went on after the store had failed";
            throw new StoreException(why, new IllegalStateException(why), false);
        }
    }
}
