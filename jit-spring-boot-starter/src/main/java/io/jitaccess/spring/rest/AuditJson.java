package io.jitaccess.spring.rest;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.store.AuditQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One fact of the record.
 *
 * @param action one of {@link AuditAction}, or one of a later version
 * @param actor left out where the library itself acted
 */
record AuditJson(
        String id,
        Instant at,
        String action,
        @Nullable String actor,
        @Nullable String subject,
        @Nullable String request,
        @Nullable String grant,
        @Nullable String assignment,
        Map<String, String> details) {

    /** Which facts, and which part of the list. */
    record AuditParameters(
            List<AuditAction> action,
            @Nullable String actor,
            @Nullable String subject,
            @Nullable String request,
            @Nullable String grant,
            @Nullable String assignment,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Integer limit,
            @Nullable String cursor)
            implements QueryParameters {

        AuditQuery query(Conversion conversion) {
            return new AuditQuery(
                    Set.copyOf(action),
                    conversion.of("actor", actor, IdentityId::new),
                    conversion.of("subject", subject, IdentityId::new),
                    conversion.parsed("request", request, RequestId::parse),
                    conversion.parsed("grant", grant, GrantId::parse),
                    conversion.parsed("assignment", assignment, AssignmentId::parse),
                    Optional.ofNullable(from),
                    Optional.ofNullable(to));
        }
    }

    static AuditJson of(AuditEvent event) {
        return new AuditJson(
                event.id().toString(),
                event.at(),
                event.action().name(),
                event.actor().identity().map(IdentityId::value).orElse(null),
                event.subject().map(IdentityId::value).orElse(null),
                event.request().map(RequestId::toString).orElse(null),
                event.grant().map(GrantId::toString).orElse(null),
                event.assignment().map(AssignmentId::toString).orElse(null),
                event.details());
    }
}
