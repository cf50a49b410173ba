package io.jitaccess;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentChange;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
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
    private final Consumer<List<Grant>> changed;

    /** @param changed told after commit of grants that began to end or ended: what they held is due */
    GrantEnding(Recorder recorder, Consumer<List<Grant>> changed) {
        this.recorder = recorder;
        this.changed = changed;
    }

    /** As {@link #end(UnitOfWork, List, EndReason, Actor, Optional)} for one. */
    Grant end(UnitOfWork unit, Grant grant, EndReason reason, Actor by, Optional<String> comment) {
        return end(unit, List.of(grant), reason, by, comment).stream()
                .findFirst()
                .orElse(grant);
    }

    /**
     * Ends the live ones of these grants, which the unit of work has locked: their claims hold nothing from here on, and
     * what they held is due now.
     *
     * @return those that were live, as they are now
     */
    List<Grant> end(UnitOfWork unit, List<Grant> locked, EndReason reason, Actor by, Optional<String> comment) {
        List<Grant> grants =
                locked.stream().filter(grant -> grant.state().isLive()).toList();
        if (grants.isEmpty()) {
            return List.of();
        }
        Instant now = unit.now();
        List<GrantId> ids = grants.stream().map(Grant::id).toList();
        // everything is read before anything is written, and the rows are locked all at once, in one order
        List<Assignment> rows = unit.assignments().lockHeld(ids);
        List<Claim> around = unit.grants().claimsAround(ids);
        Set<GrantId> ended = new HashSet<>(ids);
        Set<GrantId> holding = new HashSet<>();
        Set<AssignmentId> released = new HashSet<>();
        List<Claim> over = new ArrayList<>();
        List<Claim> others = new ArrayList<>();
        for (Claim claim : around) {
            if (!ended.contains(claim.grant())) {
                others.add(claim);
                continue;
            }
            if (claim.state() == ClaimState.WAITING || claim.state().isLive()) {
                over.add(claim.ending(reason));
                claim.assignment().ifPresent(released::add);
            }
            if (claim.state() == ClaimState.ENDING || claim.state().isLive()) {
                holding.add(claim.grant());
            }
        }
        unit.grants().updateClaims(over);
        unit.assignments()
                .updateAll(rows.stream()
                        .filter(row -> released.contains(row.id()))
                        .flatMap(row -> rewantedAnew(row, others, now).stream())
                        .toList());
        List<AuditEvent> events = new ArrayList<>();
        List<Grant> next = new ArrayList<>();
        for (Grant grant : grants) {
            AuditEvent ending = event(grant, AuditAction.GRANT_ENDING, by, now).with("reason", reason);
            events.add(comment.filter(text -> !text.isEmpty())
                    .map(text -> ending.with("comment", text))
                    .orElse(ending));
            Grant asEnding = grant.ending(reason, by, comment);
            if (holding.contains(grant.id())) {
                next.add(asEnding);
            } else {
                next.add(asEnding.ended(now));
                events.add(
                        event(grant, AuditAction.GRANT_ENDED, Actor.SYSTEM, now).with("reason", reason));
            }
        }
        List<Grant> written = unit.grants().updateAll(next);
        recorder.record(unit, events);
        unit.afterCommit(() -> changed.accept(written));
        return written;
    }

    /** Works out anew until when these assignments are wanted, and makes them due. Their grants are locked. */
    static void release(UnitOfWork unit, Set<AssignmentId> ids) {
        if (ids.isEmpty()) {
            return;
        }
        // all at once, so that they are locked in one order
        List<Assignment> rows = unit.assignments().lockAll(ids);
        List<Claim> open = unit.grants().openClaims(ids);
        List<Assignment> changed = new ArrayList<>();
        for (Assignment row : rows) {
            changed.add(rewanted(row, open, unit.now()).build());
        }
        unit.assignments().updateAll(changed);
    }

    /** Empty for a row that is being ended anyway: whoever does it would find it changed and have to look again. */
    private static Optional<Assignment> rewantedAnew(Assignment row, List<Claim> open, Instant now) {
        Assignment next = rewanted(row, open, now).build();
        boolean isDue = row.nextDueAt().filter(due -> !now.isBefore(due)).isPresent();
        boolean isGone = row.state() == AssignmentState.REVOKING
                && !row.seenPresent()
                && row.nextDueAt().isPresent();
        return next.wantedUntil().equals(row.wantedUntil()) && (isDue || isGone) ? Optional.empty() : Optional.of(next);
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

    static AuditEvent event(Grant grant, AuditAction action, Actor by, Instant now) {
        return AuditEvent.of(now, action, by)
                .about(grant.beneficiary())
                .on(grant.request())
                .on(grant.id());
    }
}
