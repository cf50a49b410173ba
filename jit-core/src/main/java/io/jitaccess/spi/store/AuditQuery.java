package io.jitaccess.spi.store;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.IdentityId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which events: all that meet every criterion given.
 *
 * @param actions any of these; empty for all
 * @param actor done by
 * @param subject about the access of
 * @param from at or after; of the years 1 to 9999
 * @param to before; of the years 1 to 9999
 */
public record AuditQuery(
        Set<AuditAction> actions,
        Optional<IdentityId> actor,
        Optional<IdentityId> subject,
        Optional<RequestId> request,
        Optional<GrantId> grant,
        Optional<AssignmentId> assignment,
        Optional<Instant> from,
        Optional<Instant> to) {

    public static final AuditQuery ALL = new AuditQuery(
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public AuditQuery {
        actions = Set.copyOf(actions);
    }

    public AuditQuery of(AuditAction... anyOf) {
        return new AuditQuery(Set.of(anyOf), actor, subject, request, grant, assignment, from, to);
    }

    public AuditQuery by(IdentityId id) {
        return new AuditQuery(actions, Optional.of(id), subject, request, grant, assignment, from, to);
    }

    public AuditQuery about(IdentityId id) {
        return new AuditQuery(actions, actor, Optional.of(id), request, grant, assignment, from, to);
    }

    public AuditQuery on(RequestId id) {
        return new AuditQuery(actions, actor, subject, Optional.of(id), grant, assignment, from, to);
    }

    public AuditQuery on(GrantId id) {
        return new AuditQuery(actions, actor, subject, request, Optional.of(id), assignment, from, to);
    }

    public AuditQuery on(AssignmentId id) {
        return new AuditQuery(actions, actor, subject, request, grant, Optional.of(id), from, to);
    }

    public AuditQuery between(Instant start, Instant end) {
        return new AuditQuery(
                actions, actor, subject, request, grant, assignment, Optional.of(start), Optional.of(end));
    }
}
