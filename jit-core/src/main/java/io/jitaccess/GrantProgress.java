package io.jitaccess;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.ClaimId;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.Actor;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Carries what was learned of assignments over to the claims on them, and from the claims to their grants. */
final class GrantProgress {

    private final Recorder recorder;
    private final GrantEnding ending;
    private final Consumer<Grant> changed;

    /** @param changed told after commit of each grant that became active or ended */
    GrantProgress(Recorder recorder, GrantEnding ending, Consumer<Grant> changed) {
        this.recorder = recorder;
        this.ending = ending;
        this.changed = changed;
    }

    /**
     * Applies verdicts.
     *
     * @param claims all claims of these grants
     * @param grants the locked grants that have open claims on these assignments
     */
    void apply(UnitOfWork unit, Map<AssignmentId, Verdict> verdicts, List<Claim> claims, Collection<Grant> grants) {
        List<Grant> over = over(verdicts, claims, grants, unit.now());
        if (over.isEmpty()) {
            advance(unit, verdicts, claims, grants);
            return;
        }
        // the end is known to be here before the deadlines came to it: one more look for each would tell the same
        Map<GrantId, Grant> ended = ending.end(unit, over, EndReason.EXPIRED, Actor.SYSTEM, Optional.empty()).stream()
                .collect(Collectors.toMap(Grant::id, grant -> grant));
        List<Grant> now = grants.stream()
                .map(grant -> ended.getOrDefault(grant.id(), grant))
                .toList();
        advance(
                unit,
                verdicts,
                unit.grants().claimsOf(now.stream().map(Grant::id).toList()),
                now);
    }

    /** The grants past their end that hold what is gone. */
    private static List<Grant> over(
            Map<AssignmentId, Verdict> verdicts, List<Claim> claims, Collection<Grant> grants, Instant now) {
        Set<GrantId> ofGone = claims.stream()
                .filter(claim -> claim.assignment()
                        .map(verdicts::get)
                        .filter(verdict -> verdict.claims() == Verdict.Claims.GONE)
                        .isPresent())
                .map(Claim::grant)
                .collect(Collectors.toSet());
        return grants.stream()
                .filter(grant -> ofGone.contains(grant.id()) && grant.state().isLive() && !now.isBefore(grant.endsAt()))
                .toList();
    }

    private void advance(
            UnitOfWork unit, Map<AssignmentId, Verdict> verdicts, List<Claim> claims, Collection<Grant> grants) {
        Instant now = unit.now();
        Map<ClaimId, Claim> next = new LinkedHashMap<>();
        List<AuditEvent> events = new ArrayList<>();
        Map<GrantId, Grant> byId = grants.stream().collect(Collectors.toMap(Grant::id, grant -> grant));
        for (Claim claim : claims) {
            Verdict verdict = claim.assignment().map(verdicts::get).orElse(null);
            Grant grant = byId.get(claim.grant());
            if (verdict == null || grant == null || claim.state() == ClaimState.ENDED) {
                continue;
            }
            advance(claim, verdict).ifPresent(moved -> {
                next.put(moved.id(), moved);
                events.add(event(grant, moved, now));
            });
        }
        if (next.isEmpty()) {
            return;
        }
        unit.grants().updateClaims(List.copyOf(next.values()));
        recorder.record(unit, events);
        Map<GrantId, List<Claim>> siblings = claims.stream()
                .map(claim -> next.getOrDefault(claim.id(), claim))
                .collect(Collectors.groupingBy(Claim::grant));
        Set<GrantId> touched = next.values().stream().map(Claim::grant).collect(Collectors.toSet());
        List<Grant> moved = new ArrayList<>();
        for (Grant grant : grants) {
            if (touched.contains(grant.id())) {
                settle(unit, grant, siblings.getOrDefault(grant.id(), List.of()))
                        .ifPresent(moved::add);
            }
        }
        write(unit, moved);
    }

    private static Optional<Claim> advance(Claim claim, Verdict verdict) {
        boolean live = claim.state().isLive();
        boolean ends = claim.state() == ClaimState.ENDING;
        return switch (verdict.claims()) {
            case UNCHANGED -> Optional.empty();
            case PRESENT ->
                live
                        ? activate(claim, false)
                        : ended(claim, ends, Optional.of("the access stays: another grant holds it"));
            case STANDING ->
                live
                        ? activate(claim, true)
                        : ended(claim, ends, Optional.of("the access stays: it is not from this library"));
            case GONE ->
                ended(claim, ends, verdict.next().latestUsable().map(at -> "what was handed out may work until " + at));
            case OUTLIVED -> ended(claim, ends, Optional.of("BY_LIFETIME: what was issued can no longer be used"));
            case REMOVED_OUTSIDE ->
                Optional.of(claim.ended(
                        EndReason.REMOVED_OUTSIDE,
                        Optional.of("the access was removed at the provider by somebody else")));
            case FAILED ->
                live ? Optional.of(claim.ended(EndReason.ACTIVATION_FAILED, verdict.why())) : Optional.empty();
        };
    }

    private static Optional<Claim> activate(Claim claim, boolean standing) {
        return claim.state() == ClaimState.CLAIMING ? Optional.of(claim.active(standing)) : Optional.empty();
    }

    private static Optional<Claim> ended(Claim claim, boolean ends, Optional<String> how) {
        return ends ? Optional.of(claim.ended(claim.endReason().orElseThrow(), how)) : Optional.empty();
    }

    /** Moves a grant on after its claims changed; it is locked. */
    void settle(UnitOfWork unit, Grant grant) {
        settle(unit, grant, unit.grants().claims(grant.id())).ifPresent(moved -> write(unit, List.of(moved)));
    }

    private void write(UnitOfWork unit, List<Grant> moved) {
        List<Grant> written = unit.grants().updateAll(moved);
        List<AuditEvent> events = new ArrayList<>();
        for (Grant grant : written) {
            events.add(
                    grant.state() == GrantState.ACTIVE
                            ? GrantEnding.event(grant, AuditAction.GRANT_ACTIVE, Actor.SYSTEM, unit.now())
                            : GrantEnding.event(grant, AuditAction.GRANT_ENDED, Actor.SYSTEM, unit.now())
                                    .with("reason", grant.endReason().orElseThrow()));
            unit.afterCommit(() -> changed.accept(grant));
        }
        recorder.record(unit, events);
    }

    /** Returns the grant as it is to be written. One that has to end is ended at once, and is not returned. */
    private Optional<Grant> settle(UnitOfWork unit, Grant grant, List<Claim> claims) {
        if (grant.state() == GrantState.ENDING) {
            boolean done = claims.stream().allMatch(claim -> claim.state() == ClaimState.ENDED);
            return done ? Optional.of(grant.ended(unit.now())) : Optional.empty();
        }
        if (!grant.state().isLive()) {
            return Optional.empty();
        }
        List<Claim> lost = claims.stream()
                .filter(claim -> claim.state() == ClaimState.ENDED)
                .toList();
        boolean failed =
                lost.stream().anyMatch(claim -> claim.endReason().equals(Optional.of(EndReason.ACTIVATION_FAILED)));
        if ((failed && grant.bundle() == BundleMode.ALL_OR_NOTHING) || lost.size() == claims.size()) {
            EndReason reason = failed
                    ? EndReason.ACTIVATION_FAILED
                    : lost.get(lost.size() - 1).endReason().orElseThrow();
            ending.end(unit, grant, reason, Actor.SYSTEM, lost.get(0).detail());
            return Optional.empty();
        }
        boolean settled = claims.stream()
                .noneMatch(claim -> claim.state() == ClaimState.WAITING || claim.state() == ClaimState.CLAIMING);
        return grant.state() == GrantState.ACTIVATING && settled ? Optional.of(grant.active()) : Optional.empty();
    }

    private static AuditEvent event(Grant grant, Claim claim, Instant now) {
        AuditAction action = claim.state() == ClaimState.ACTIVE ? AuditAction.CLAIM_ACTIVE : AuditAction.CLAIM_ENDED;
        if (claim.endReason().equals(Optional.of(EndReason.ACTIVATION_FAILED))
                && grant.state().isLive()) {
            action = AuditAction.CLAIM_FAILED;
        }
        AuditEvent event = GrantEnding.event(grant, action, Actor.SYSTEM, now)
                .with("item", claim.item())
                .with("entitlement", claim.entitlement());
        if (claim.standing()) {
            event = event.with("standing", true);
        }
        AuditEvent base = event;
        AuditEvent withReason =
                claim.endReason().map(reason -> base.with("reason", reason)).orElse(base);
        AuditEvent full =
                claim.detail().map(text -> withReason.with("detail", text)).orElse(withReason);
        return claim.assignment().map(full::on).orElse(full);
    }
}
