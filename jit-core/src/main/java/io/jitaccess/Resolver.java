package io.jitaccess;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentChange;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.Identity;
import io.jitaccess.internal.Backoff;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.Lookup;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Turns the waiting claims of a grant whose window has begun into holds on assignments: checks eligibility once more,
 * finds the principal at the provider, and meets other grants of the same access in one row.
 */
final class Resolver {

    /** Whether the holder is still eligible, as found outside any transaction. */
    record Finding(Rulebook.Standing standing) {}

    private final Store store;
    private final Directory directory;
    private final Providers providers;
    private final Rulebook rulebook;
    private final Recorder recorder;
    private final GrantEnding ending;
    private final GrantProgress progress;
    private final Backoff backoff;

    Resolver(
            Store store,
            Directory directory,
            Providers providers,
            Rulebook rulebook,
            Recorder recorder,
            GrantEnding ending,
            GrantProgress progress,
            Backoff backoff) {
        this.store = store;
        this.directory = directory;
        this.providers = providers;
        this.rulebook = rulebook;
        this.recorder = recorder;
        this.ending = ending;
        this.progress = progress;
        this.backoff = backoff;
    }

    /** Asks directory and provider. No transaction is open meanwhile. */
    Landing.Resolved resolve(Claim claim) {
        rulebook.refresh(store);
        Optional<Grant> grant = store.separately(unit -> unit.grants().find(claim.grant()));
        if (grant.isEmpty() || !grant.get().state().isLive()) {
            return new Landing.Resolved(
                    claim,
                    new Finding(new Rulebook.Standing(Rulebook.Holds.UNKNOWN, "the grant is over")),
                    Optional.empty());
        }
        Lookup<Optional<Identity>> holder = directory.find(grant.get().beneficiary());
        Rulebook.Standing standing =
                rulebook.standing(rulebook.current(), grant.get().eligibility(), holder, List.of(claim.entitlement()));
        Optional<PrincipalLookup> principal = standing.holds() == Rulebook.Holds.YES
                ? holder.<Optional<Identity>>fold(found -> found, unknown -> Optional.empty())
                        .map(identity ->
                                providers.get(claim.entitlement().provider()).principal(identity, claim.entitlement()))
                : Optional.empty();
        return new Landing.Resolved(claim, new Finding(standing), principal);
    }

    /** Writes down what was found, unless the claim has moved on. */
    void settle(UnitOfWork unit, Landing.Resolved found) {
        Optional<Grant> locked = unit.grants().lock(found.claim().grant());
        Optional<Claim> stored = unit.grants().claims(found.claim().grant()).stream()
                .filter(claim -> claim.id().equals(found.claim().id()))
                .findFirst();
        if (locked.isEmpty()
                || stored.isEmpty()
                || stored.get().state() != ClaimState.WAITING
                || !locked.get().state().isLive()) {
            return;
        }
        Grant grant = begun(unit, locked.get());
        Claim claim = stored.get();
        Instant now = unit.now();
        if (!now.isBefore(grant.endsAt())) {
            return; // its end is due, and takes the claim with it
        }
        Rulebook.Standing standing = found.finding().standing();
        if (standing.holds() == Rulebook.Holds.NO) {
            ending.end(unit, grant, EndReason.ELIGIBILITY_LOST, Actor.SYSTEM, Optional.of(standing.why()));
            return;
        }
        Optional<String> suspended = Suspensions.of(unit.suspensions().listHolding())
                .blocking(grant.beneficiary(), grant.eligibility(), List.of(claim.entitlement()));
        if (standing.holds() == Rulebook.Holds.UNKNOWN
                || suspended.isPresent()
                || found.principal().isEmpty()) {
            again(unit, claim, suspended.orElse(standing.why()));
            return;
        }
        found.principal()
                .get()
                .<Optional<Claim>>fold(
                        one -> {
                            hold(unit, grant, claim, one);
                            return Optional.empty();
                        },
                        none -> {
                            Claim failed = claim.ended(EndReason.ACTIVATION_FAILED, Optional.of(none.message()));
                            unit.grants().update(failed);
                            recorder.record(
                                    unit,
                                    GrantEnding.event(grant, AuditAction.CLAIM_FAILED, Actor.SYSTEM, now)
                                            .with("item", claim.item())
                                            .with("entitlement", claim.entitlement())
                                            .with("detail", none.message()));
                            progress.settle(unit, List.of(grant));
                            return Optional.empty();
                        },
                        unclear -> {
                            again(unit, claim, unclear.message());
                            return Optional.empty();
                        });
    }

    private void again(UnitOfWork unit, Claim claim, String why) {
        unit.grants().update(claim.resolvingAgain(unit.now().plus(backoff.after(claim.failures() + 1)), why));
    }

    private Grant begun(UnitOfWork unit, Grant grant) {
        if (grant.state() != GrantState.SCHEDULED) {
            return grant;
        }
        recorder.record(unit, GrantEnding.event(grant, AuditAction.GRANT_ACTIVATING, Actor.SYSTEM, unit.now()));
        return unit.grants().update(grant.activating());
    }

    private void hold(UnitOfWork unit, Grant grant, Claim claim, PrincipalLookup.Found found) {
        Instant now = unit.now();
        boolean own = providers
                .kind(claim.entitlement())
                .filter(kind -> kind.scope() == KindDescriptor.Scope.PER_GRANT)
                .isPresent();
        Assignment row = unit.assignments()
                .lockOrInsert(Assignment.fresh(
                        AssignmentId.random(),
                        claim.entitlement(),
                        found.principal(),
                        claim.targetKey(),
                        own ? Optional.of(grant.id()) : Optional.empty(),
                        now));
        AssignmentChange change = row.change().nextDueAt(Optional.of(now));
        if (!row.isWanted(now) || claim.until().isAfter(row.wantedUntil())) {
            change.wantedUntil(claim.until());
        }
        if (row.state() == AssignmentState.ABSENT) {
            change.state(AssignmentState.NEW);
        }
        unit.assignments().update(change.build());
        unit.grants().update(claim.holding(row.id()));
        recorder.record(
                unit,
                GrantEnding.event(grant, AuditAction.CLAIM_HOLDING, Actor.SYSTEM, now)
                        .on(row.id())
                        .with("item", claim.item())
                        .with("principal", row.principal()));
    }
}
