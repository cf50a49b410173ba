package io.jitaccess.testkit.store;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.Attempt;
import io.jitaccess.grant.Suspension;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.AuditEventId;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.spi.Notification;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Assignments, events and the rest whose every field has some value, the same again for the same seed. */
final class SampleRows {

    private final Samples samples;
    private final SampleValues values;

    SampleRows(long seed) {
        this.samples = new Samples(seed);
        this.values = samples.values;
    }

    Assignment fresh(String provider, Instant now) {
        return Assignment.fresh(
                AssignmentId.random(),
                samples.entitlement(provider),
                new PrincipalId(values.line(1024)),
                samples.targetKey(),
                values.maybe(GrantId::random),
                now);
    }

    /** A row of another node's for the same access. */
    Assignment fresh(Assignment same, Instant now) {
        return Assignment.fresh(
                AssignmentId.random(), same.entitlement(), same.principal(), same.targetKey(), same.onlyGrant(), now);
    }

    /** The same assignment later: in this state, with another value for all that may change. */
    Assignment next(Assignment before, AssignmentState state) {
        boolean absent = state == AssignmentState.ABSENT;
        return new Assignment(
                before.id(),
                before.version(),
                before.entitlement(),
                before.principal(),
                before.targetKey(),
                before.onlyGrant(),
                state,
                values.instant(),
                !absent && values.coin(),
                values.coin(),
                values.maybe(values::instant),
                values.maybe(values::instant),
                absent ? List.of() : List.of(attempt(), attempt()),
                values.number(2, 1_000_000),
                values.maybe(values::instant),
                values.maybe(values::instant),
                !absent && values.coin(),
                values.maybe(values::instant),
                values.number(0, 100),
                values.number(0, 100),
                values.maybe(() -> values.line(500)),
                values.coin(),
                absent ? values.maybe(values::instant) : Optional.of(values.instant()),
                values.maybe(() -> new Assignment.Lease(UUID.randomUUID(), values.instant())));
    }

    private Attempt attempt() {
        return new Attempt(
                values.number(1, 1000),
                values.any(Attempt.Kind.values()),
                values.maybe(values::instant),
                values.instant());
    }

    AuditEvent event(AuditAction action) {
        TreeMap<String, String> details = new TreeMap<>();
        details.put("error", values.line(4000));
        details.put("NULL", "");
        return new AuditEvent(
                AuditEventId.random(),
                values.instant(),
                action,
                samples.actor(),
                values.maybe(samples::identity),
                values.maybe(RequestId::random),
                values.maybe(GrantId::random),
                values.maybe(AssignmentId::random),
                details);
    }

    Notification notification() {
        return new Notification(
                event(AuditAction.DECISION_MADE),
                values.coin() ? 1 : 2,
                values.coin() ? samples.identities() : Set.of(),
                values.coin() ? samples.groups() : Set.of());
    }

    Suspension suspension(Suspension.Scope scope) {
        return new Suspension(scope, values.instant(), samples.actor(), values.line(300));
    }
}
