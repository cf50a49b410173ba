package io.jitaccess.testkit.model;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.Attempt;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.grant.Suspension;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.AuditEventId;
import io.jitaccess.id.ClaimId;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Invariant 11: every change has its audit event, in the same unit of work. */
final class AuditCheck extends Check {

    private final Set<AuditEventId> known = new HashSet<>();

    AuditCheck(Findings findings) {
        super("audit commits with the change", findings);
    }

    @Override
    void commit(Commit commit, Ledger before) {
        Map<RequestId, AccessRequest> requests = new HashMap<>();
        for (AccessRequest next : commit.requests) {
            request(commit, requests.getOrDefault(next.id(), before.requests.get(next.id())), next);
            requests.put(next.id(), next);
        }
        Map<GrantId, Grant> grants = new HashMap<>();
        for (Grant next : commit.grants) {
            grant(commit, grants.getOrDefault(next.id(), before.grants.get(next.id())), next);
            grants.put(next.id(), next);
        }
        Map<ClaimId, Claim> claims = new HashMap<>();
        for (Claim next : commit.claims) {
            claim(commit, claims.getOrDefault(next.id(), before.claims.get(next.id())), next);
            claims.put(next.id(), next);
        }
        Map<AssignmentId, Assignment> rows = new HashMap<>();
        for (Assignment next : commit.assignments) {
            row(commit, rows.getOrDefault(next.id(), before.rows.get(next.id())), next);
            rows.put(next.id(), next);
        }
        administration(commit, before);
        for (AuditEvent event : commit.events) {
            if (!known.add(event.id())) {
                broken(commit.at, "an event was written twice: " + event);
            }
        }
    }

    private void request(Commit commit, @Nullable AccessRequest was, AccessRequest is) {
        if (was == null) {
            needs(commit, commit.on(is.id()), AuditAction.REQUEST_CREATED, event -> true, is);
        }
        RequestState before = was == null ? RequestState.PENDING : was.state();
        if (before != is.state()) {
            AuditAction action = switch (is.state()) {
                case APPROVED -> AuditAction.REQUEST_APPROVED;
                case DENIED -> AuditAction.REQUEST_DENIED;
                case WITHDRAWN -> AuditAction.REQUEST_WITHDRAWN;
                case LAPSED -> AuditAction.REQUEST_LAPSED;
                case PENDING -> AuditAction.REQUEST_CREATED;
            };
            needs(commit, commit.on(is.id()), action, event -> true, is);
        }
        if (is.state() == RequestState.PENDING && (was == null || was.stage() != is.stage())) {
            needs(commit, commit.on(is.id()), AuditAction.STAGE_OPENED, event -> true, is);
        }
        if (was != null && is.decisions().size() > was.decisions().size()) {
            needs(commit, commit.on(is.id()), AuditAction.DECISION_MADE, event -> true, is);
        }
        if (was != null && was.stage() == is.stage() && !was.reminded() && is.reminded()) {
            needs(commit, commit.on(is.id()), AuditAction.STAGE_REMINDED, event -> true, is);
        }
        if (was != null && was.stage() == is.stage() && !was.escalated() && is.escalated()) {
            needs(commit, commit.on(is.id()), AuditAction.STAGE_ESCALATED, event -> true, is);
        }
    }

    private void grant(Commit commit, @Nullable Grant was, Grant is) {
        if (was == null) {
            needs(commit, commit.on(is.id()), AuditAction.GRANT_CREATED, event -> true, is);
        }
        GrantState before = was == null ? GrantState.SCHEDULED : was.state();
        if (before != is.state()) {
            AuditAction action = switch (is.state()) {
                case SCHEDULED -> AuditAction.GRANT_CREATED;
                case ACTIVATING -> AuditAction.GRANT_ACTIVATING;
                case ACTIVE -> AuditAction.GRANT_ACTIVE;
                case ENDING -> AuditAction.GRANT_ENDING;
                case ENDED -> AuditAction.GRANT_ENDED;
            };
            needs(commit, commit.on(is.id()), action, event -> true, is);
        }
        if (was != null && !was.endsAt().equals(is.endsAt())) {
            needs(commit, commit.on(is.id()), AuditAction.GRANT_EXTENDED, Commit.detail("to", is.endsAt()), is);
        }
        if (was != null && !was.warned() && is.warned()) {
            needs(commit, commit.on(is.id()), AuditAction.GRANT_END_NEAR, event -> true, is);
        }
    }

    private void claim(Commit commit, @Nullable Claim was, Claim is) {
        if (was == null || was.state() == is.state()) {
            return;
        }
        Predicate<AuditEvent> item = Commit.detail("item", is.item());
        switch (is.state()) {
            case CLAIMING -> needs(commit, commit.on(is.grant()), AuditAction.CLAIM_HOLDING, item, is);
            case ACTIVE -> needs(commit, commit.on(is.grant()), AuditAction.CLAIM_ACTIVE, item, is);
            case ENDING -> needs(commit, commit.on(is.grant()), AuditAction.GRANT_ENDING, event -> true, is);
            case ENDED ->
                // an item that never held anything ends with its grant
                needs(
                        commit,
                        commit.on(is.grant()),
                        was.state() == ClaimState.WAITING
                                ? EnumSet.of(
                                        AuditAction.GRANT_ENDING, AuditAction.CLAIM_FAILED, AuditAction.CLAIM_ENDED)
                                : EnumSet.of(AuditAction.CLAIM_FAILED, AuditAction.CLAIM_ENDED),
                        event -> event.action() == AuditAction.GRANT_ENDING || item.test(event),
                        is);
            case WAITING -> broken(commit.at, "a claim went back to waiting: " + is);
        }
    }

    private void row(Commit commit, @Nullable Assignment was, Assignment is) {
        long attempts = was == null ? 0 : was.attempts();
        for (Attempt attempt : is.outstanding()) {
            if (attempt.number() > attempts) {
                needs(
                        commit,
                        commit.on(is),
                        attempt.kind() == Attempt.Kind.ASSIGN
                                ? AuditAction.ASSIGN_ATTEMPTED
                                : AuditAction.REVOKE_ATTEMPTED,
                        Commit.detail("attempt", attempt.number()),
                        is);
            }
        }
        AssignmentState before = was == null ? AssignmentState.NEW : was.state();
        if (before != is.state() && is.state() == AssignmentState.PRESENT) {
            needs(commit, commit.on(is), AuditAction.ACCESS_PRESENT, event -> true, is);
        }
        if (before != is.state() && is.state() == AssignmentState.STANDING) {
            needs(commit, commit.on(is), AuditAction.STANDING_FOUND, event -> true, is);
        }
    }

    private void administration(Commit commit, Ledger before) {
        for (Suspension next : commit.suspended) {
            needs(
                    commit,
                    commit.events.stream(),
                    EnumSet.of(AuditAction.GRANTING_SUSPENDED, AuditAction.KILL_SWITCH_USED),
                    event -> true,
                    next);
        }
        for (Suspension.Scope scope : commit.resumed) {
            if (before.suspensions.containsKey(scope)) {
                needs(commit, commit.events.stream(), AuditAction.GRANTING_RESUMED, event -> true, scope);
            }
        }
        commit.catalogues.stream()
                .filter(next -> next.number() > before.revision)
                .forEach(next ->
                        needs(commit, commit.events.stream(), AuditAction.CATALOGUE_ACCEPTED, event -> true, next));
    }

    private void needs(
            Commit commit, Stream<AuditEvent> events, AuditAction action, Predicate<AuditEvent> also, Object change) {
        needs(commit, events, EnumSet.of(action), also, change);
    }

    private void needs(
            Commit commit,
            Stream<AuditEvent> events,
            Set<AuditAction> anyOf,
            Predicate<AuditEvent> also,
            Object change) {
        if (events.noneMatch(event -> anyOf.contains(event.action()) && also.test(event))) {
            broken(commit.at, "no event " + anyOf + " with " + change);
        }
    }
}
