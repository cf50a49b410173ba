package io.jitaccess;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.ClaimId;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.Actor;
import io.jitaccess.internal.Backoff;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns waiting claims of which everything is known into holds on assignments, where grants of the same access meet in one
 * row; or ends them. Of one unit of work: what is wrong with one claim ends its grant before any other is looked at.
 */
final class ResolvedClaims {

    private final UnitOfWork unit;
    private final Providers providers;
    private final Recorder recorder;
    private final GrantEnding ending;
    private final GrantProgress progress;
    private final Backoff backoff;
    private final Instant now;
    private final Map<GrantId, Grant> grants = new HashMap<>();
    private final Map<ClaimId, Claim> claims = new HashMap<>();
    private final List<Claim> written = new ArrayList<>();
    private final List<AuditEvent> events = new ArrayList<>();

    ResolvedClaims(
            UnitOfWork unit,
            Providers providers,
            Recorder recorder,
            GrantEnding ending,
            GrantProgress progress,
            Backoff backoff) {
        this.unit = unit;
        this.providers = providers;
        this.recorder = recorder;
        this.ending = ending;
        this.progress = progress;
        this.backoff = backoff;
        this.now = unit.now();
    }

    void settle(List<Landing.Resolved> all) {
        List<GrantId> ids =
                all.stream().map(found -> found.claim().grant()).distinct().toList();
        unit.grants().lockAll(ids).forEach(grant -> grants.put(grant.id(), grant));
        unit.grants().claimsOf(ids).forEach(claim -> claims.put(claim.id(), claim));
        all.stream().filter(this::waits).forEach(this::begin);
        all.stream().filter(found -> holds(found) == Rulebook.Holds.NO).forEach(this::lost);
        all.forEach(found -> found.principal().ifPresent(principal -> {
            if (principal instanceof PrincipalLookup.NoPrincipal none) {
                fail(found, none);
            }
        }));
        List<Landing.Resolved> left = all.stream().filter(this::waits).toList();
        if (!left.isEmpty()) {
            Suspensions suspensions = Suspensions.of(unit.suspensions().listHolding());
            hold(left.stream().filter(found -> isFound(found, suspensions)).toList());
        }
        unit.grants().updateClaims(written);
        recorder.record(unit, events);
    }

    private static Rulebook.Holds holds(Landing.Resolved found) {
        return found.finding().standing().holds();
    }

    /** Whether there is still something to decide: a grant that is over by now takes its claims with it. */
    private boolean waits(Landing.Resolved found) {
        Grant grant = grants.get(found.claim().grant());
        Claim claim = claims.get(found.claim().id());
        return grant != null
                && claim != null
                && claim.state() == ClaimState.WAITING
                && grant.state().isLive()
                && now.isBefore(grant.endsAt());
    }

    private Grant grant(Landing.Resolved found) {
        return Objects.requireNonNull(grants.get(found.claim().grant()), "grant");
    }

    private Claim claim(Landing.Resolved found) {
        return Objects.requireNonNull(claims.get(found.claim().id()), "claim");
    }

    private void begin(Landing.Resolved found) {
        Grant grant = grant(found);
        if (grant.state() == GrantState.SCHEDULED) {
            recorder.record(unit, GrantEnding.event(grant, AuditAction.GRANT_ACTIVATING, Actor.SYSTEM, now));
            grants.put(grant.id(), unit.grants().update(grant.activating()));
        }
    }

    private void lost(Landing.Resolved found) {
        if (waits(found)) {
            String why = found.finding().standing().why();
            moved(ending.end(unit, grant(found), EndReason.ELIGIBILITY_LOST, Actor.SYSTEM, Optional.of(why)));
        }
    }

    private void fail(Landing.Resolved found, PrincipalLookup.NoPrincipal none) {
        if (!waits(found)) {
            return;
        }
        Grant grant = grant(found);
        Claim claim = claim(found);
        unit.grants().updateClaims(List.of(claim.ended(EndReason.ACTIVATION_FAILED, Optional.of(none.message()))));
        recorder.record(
                unit,
                GrantEnding.event(grant, AuditAction.CLAIM_FAILED, Actor.SYSTEM, now)
                        .with("item", claim.item())
                        .with("entitlement", claim.entitlement())
                        .with("detail", none.message()));
        progress.settle(unit, grant);
        moved(unit.grants().lock(grant.id()).orElseThrow());
    }

    private void moved(Grant grant) {
        grants.put(grant.id(), grant);
        unit.grants().claims(grant.id()).forEach(claim -> claims.put(claim.id(), claim));
    }

    /** Whether the claim may hold its access now; if not, it is resolved again. */
    private boolean isFound(Landing.Resolved found, Suspensions suspensions) {
        Grant grant = grant(found);
        Claim claim = claim(found);
        Optional<String> suspended =
                suspensions.blocking(grant.beneficiary(), grant.eligibility(), List.of(claim.entitlement()));
        if (holds(found) == Rulebook.Holds.YES
                && suspended.isEmpty()
                && found.principal().orElse(null) instanceof PrincipalLookup.Found) {
            return true;
        }
        String why = suspended.orElse(
                found.principal().orElse(null) instanceof PrincipalLookup.Unclear unclear
                        ? unclear.message()
                        : found.finding().standing().why());
        written.add(claim.resolvingAgain(now.plus(backoff.after(claim.failures() + 1)), why));
        return false;
    }

    /** One access, as grants share it or not. */
    private record Access(PrincipalId principal, TargetKey target, Optional<GrantId> only) {}

    private Access access(Landing.Resolved found) {
        Claim claim = claim(found);
        boolean own = providers
                .kind(claim.entitlement())
                .filter(kind -> kind.scope() == KindDescriptor.Scope.PER_GRANT)
                .isPresent();
        PrincipalLookup.Found principal =
                (PrincipalLookup.Found) found.principal().orElseThrow();
        return new Access(
                principal.principal(), claim.targetKey(), own ? Optional.of(claim.grant()) : Optional.empty());
    }

    private void hold(List<Landing.Resolved> found) {
        Map<Access, Assignment> fresh = new LinkedHashMap<>();
        for (Landing.Resolved one : found) {
            Access access = access(one);
            fresh.computeIfAbsent(
                    access,
                    unseen -> wanted(
                            Assignment.fresh(
                                    AssignmentId.random(),
                                    claim(one).entitlement(),
                                    access.principal(),
                                    access.target(),
                                    access.only(),
                                    now),
                            claim(one)));
        }
        Map<Access, Assignment> rows = new HashMap<>();
        List<Assignment> locked = unit.assignments().lockOrInsertAll(List.copyOf(fresh.values()));
        locked.forEach(row -> rows.put(new Access(row.principal(), row.targetKey(), row.onlyGrant()), row));
        for (Landing.Resolved one : found) {
            rows.computeIfPresent(access(one), (access, row) -> hold(one, row));
        }
        unit.assignments()
                .updateAll(rows.values().stream()
                        .filter(row -> !locked.contains(row))
                        .toList());
    }

    private Assignment hold(Landing.Resolved found, Assignment row) {
        Claim claim = claim(found);
        written.add(claim.holding(row.id()));
        events.add(GrantEnding.event(grant(found), AuditAction.CLAIM_HOLDING, Actor.SYSTEM, now)
                .on(row.id())
                .with("item", claim.item())
                .with("principal", row.principal()));
        return wanted(row, claim);
    }

    private Assignment wanted(Assignment row, Claim claim) {
        var change = row.change().nextDueAt(Optional.of(now));
        if (!row.isWanted(now) || claim.until().isAfter(row.wantedUntil())) {
            change.wantedUntil(claim.until());
        }
        if (row.state() == AssignmentState.ABSENT) {
            change.state(AssignmentState.NEW);
        }
        return change.build();
    }
}
