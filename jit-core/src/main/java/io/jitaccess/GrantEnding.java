package io.jitaccess;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentChange;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.identity.Actor;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Ends grants: rows only. The one way by which expiry, release, revoke, kill switch, lost eligibility and failed bundles
 * end a grant.
 */
final class GrantEnding {

    private final Recorder recorder;
    private final Consumer<Grant> changed;

    /** @param changed told after commit of each grant that began to end or ended */
    GrantEnding(Recorder recorder, Consumer<Grant> changed) {
        this.recorder = recorder;
        this.changed = changed;
    }

    /** Locks what several grants hold in one order, before they are ended one by one; the grants are locked. */
    static void lockHeld(UnitOfWork unit, List<Grant> grants) {
        Set<AssignmentId> held = new HashSet<>();
        unit.grants()
                .claimsOf(grants.stream().map(Grant::id).toList())
                .forEach(claim -> claim.assignment().ifPresent(held::add));
        unit.assignments().lockAll(held);
    }

    /**
     * Ends a live grant that the unit of work has locked: its claims hold nothing from here on, and what they held is due
     * now. A grant that is not live is left as it is.
     */
    Grant end(UnitOfWork unit, Grant grant, EndReason reason, Actor by, Optional<String> comment) {
        if (!grant.state().isLive()) {
            return grant;
        }
        Instant now = unit.now();
        List<AuditEvent> events = new ArrayList<>();
        Set<AssignmentId> held = new HashSet<>();
        List<Claim> over = new ArrayList<>();
        boolean anythingLeft = false;
        for (Claim claim : unit.grants().claims(grant.id())) {
            if (claim.state() == ClaimState.WAITING || claim.state().isLive()) {
                Claim ending = claim.ending(reason);
                over.add(ending);
                ending.assignment().ifPresent(held::add);
            }
            anythingLeft |= claim.state() == ClaimState.ENDING || claim.state().isLive();
        }
        unit.grants().updateClaims(over);
        release(unit, held);
        AuditEvent ending = event(grant, AuditAction.GRANT_ENDING, by, now).with("reason", reason);
        events.add(comment.filter(text -> !text.isEmpty())
                .map(text -> ending.with("comment", text))
                .orElse(ending));
        Grant next = unit.grants().update(grant.ending(reason, by, comment));
        if (!anythingLeft) {
            next = unit.grants().update(next.ended(now));
            events.add(event(grant, AuditAction.GRANT_ENDED, Actor.SYSTEM, now).with("reason", reason));
        }
        recorder.record(unit, events);
        Grant ended = next;
        unit.afterCommit(() -> changed.accept(ended));
        return next;
    }

    /** Works out anew until when these assignments are wanted, and makes them due. Their grants are locked. */
    static void release(UnitOfWork unit, Set<AssignmentId> ids) {
        if (ids.isEmpty()) {
            return;
        }
        List<Assignment> rows = unit.assignments().lockAll(ids);
        List<Claim> open = unit.grants().openClaims(ids);
        List<Assignment> changed = new ArrayList<>();
        for (Assignment row : rows) {
            changed.add(rewanted(row, open, unit.now()).build());
        }
        unit.assignments().updateAll(changed);
    }

    /** The row with its wanted-until as the live claims say, due now. */
    static AssignmentChange rewanted(Assignment row, List<Claim> open, Instant now) {
        Optional<Instant> latest = open.stream()
                .filter(claim -> claim.state().isLive())
                .filter(claim -> claim.assignment().equals(Optional.of(row.id())))
                .map(Claim::until)
                .max(Instant::compareTo)
                .filter(now::isBefore);
        Instant unwantedSince = row.isWanted(now) ? now : row.wantedUntil();
        return row.change().wantedUntil(latest.orElse(unwantedSince)).nextDueAt(Optional.of(now));
    }

    /** Ends the grant for good if nothing of it is left; it is locked and ENDING. */
    static Optional<Grant> closeIfDone(UnitOfWork unit, Grant grant, List<Claim> claims) {
        boolean done = grant.state() == GrantState.ENDING
                && claims.stream().allMatch(claim -> claim.state() == ClaimState.ENDED);
        return done ? Optional.of(unit.grants().update(grant.ended(unit.now()))) : Optional.empty();
    }

    static AuditEvent event(Grant grant, AuditAction action, Actor by, Instant now) {
        return AuditEvent.of(now, action, by)
                .about(grant.beneficiary())
                .on(grant.request())
                .on(grant.id());
    }
}
