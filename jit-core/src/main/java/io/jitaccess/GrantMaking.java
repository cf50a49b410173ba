package io.jitaccess;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.Actor;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Turns an approved request into a grant, or into a later end of the grant that it extends: rows only. */
final class GrantMaking {

    private final Providers providers;
    private final Recorder recorder;
    private final Duration warnBefore;
    private final Runnable wake;
    private final Consumer<Duration> dueIn;

    /**
     * @param wake told after commit that claims or assignments may be due
     * @param dueIn told after commit when the grant will be due
     */
    GrantMaking(Providers providers, Recorder recorder, Duration warnBefore, Runnable wake, Consumer<Duration> dueIn) {
        this.providers = providers;
        this.recorder = recorder;
        this.warnBefore = warnBefore;
        this.wake = wake;
        this.dueIn = dueIn;
    }

    /** The grant that this request becomes when it is approved now, under the id that the request has for it. */
    Grant make(UnitOfWork unit, GrantId id, AccessRequest request, Eligibility eligibility, Actor by) {
        Instant now = unit.now();
        Instant thisSecond = now.truncatedTo(ChronoUnit.SECONDS);
        Instant startsAt = request.start().filter(thisSecond::isBefore).orElse(thisSecond);
        Instant endsAt = startsAt.plus(request.duration());
        boolean begins = !startsAt.isAfter(now);
        Grant grant = new Grant(
                id,
                0,
                request.id(),
                request.eligibility(),
                request.requester(),
                request.beneficiary(),
                startsAt,
                endsAt,
                latestEnd(startsAt, endsAt, eligibility, request.entitlements()),
                eligibility.bundle(),
                begins ? GrantState.ACTIVATING : GrantState.SCHEDULED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now,
                Optional.empty(),
                false,
                Optional.of(begins ? nextDue(startsAt, endsAt) : startsAt));
        List<Claim> claims = new ArrayList<>();
        for (int item = 0; item < request.entitlements().size(); item++) {
            Entitlement entitlement = request.entitlements().get(item);
            TargetKey key = providers
                    .targetKey(entitlement)
                    .orElseThrow(() -> new IllegalStateException("unknown kind " + entitlement));
            claims.add(Claim.waiting(grant.id(), item, entitlement, key, startsAt, endsAt));
        }
        unit.grants().insert(grant, claims);
        List<AuditEvent> events = new ArrayList<>();
        events.add(GrantEnding.event(grant, AuditAction.GRANT_CREATED, by, now)
                .with("startsAt", startsAt)
                .with("endsAt", endsAt)
                .with("entitlements", request.entitlements()));
        if (begins) {
            events.add(GrantEnding.event(grant, AuditAction.GRANT_ACTIVATING, Actor.SYSTEM, now));
        }
        recorder.record(unit, events);
        unit.afterCommit(wake);
        Duration time = Duration.between(now, grant.nextDueAt().orElseThrow());
        unit.afterCommit(() -> dueIn.accept(time));
        return grant;
    }

    /** Moves the end of a live grant that is locked: claims and assignments at once, so that there is no gap. */
    Grant lengthen(UnitOfWork unit, Grant grant, Duration by, Actor actor) {
        Instant newEnd = grant.endsAt().plus(by);
        Grant longer = grant.extendedTo(newEnd);
        if (grant.state() != GrantState.SCHEDULED) {
            longer = longer.dueAt(nextDue(unit.now(), newEnd));
        }
        Grant stored = unit.grants().update(longer);
        List<Claim> claims = new ArrayList<>();
        Set<AssignmentId> held = new HashSet<>();
        for (Claim claim : unit.grants().claims(grant.id())) {
            if (claim.state().isLive() || claim.state() == io.jitaccess.grant.ClaimState.WAITING) {
                claims.add(claim.lengthened(newEnd));
                claim.assignment().ifPresent(held::add);
            }
        }
        unit.grants().updateClaims(claims);
        GrantEnding.release(unit, held);
        recorder.record(
                unit,
                GrantEnding.event(stored, AuditAction.GRANT_EXTENDED, actor, unit.now())
                        .with("from", grant.endsAt())
                        .with("to", newEnd));
        unit.afterCommit(wake);
        return stored;
    }

    /** The warning before the end, then the end. */
    private Instant nextDue(Instant from, Instant endsAt) {
        Instant warnAt = endsAt.minus(warnBefore);
        return !warnBefore.isZero() && warnAt.isAfter(from) ? warnAt : endsAt;
    }

    private Instant latestEnd(
            Instant startsAt, Instant endsAt, Eligibility eligibility, List<Entitlement> entitlements) {
        Duration longest = eligibility.duration().longestTotal();
        for (Entitlement entitlement : entitlements) {
            Duration most =
                    providers.kind(entitlement).map(kind -> kind.longest()).orElse(longest);
            longest = most.compareTo(longest) < 0 ? most : longest;
        }
        Instant latest = startsAt.plus(longest.truncatedTo(ChronoUnit.SECONDS));
        return latest.isBefore(endsAt) ? endsAt : latest;
    }
}
