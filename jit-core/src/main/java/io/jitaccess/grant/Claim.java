package io.jitaccess.grant;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.ClaimId;
import io.jitaccess.id.GrantId;
import io.jitaccess.internal.Text;
import java.time.Instant;
import java.util.Optional;

/**
 * One item of a grant: its hold on one assignment until an instant.
 *
 * @param version 0 when new; the store adds one with each write
 * @param item the item's index in the grant
 * @param targetKey the provider's key of the entitlement
 * @param assignment what it holds; empty until the principal is resolved
 * @param until when the hold ends: the grant's end
 * @param standing whether the access was there before, so that nothing was given and nothing will be removed
 * @param endReason why it ended or is ending
 * @param detail for people: what went wrong, how it ended; at most 500 characters; never a secret
 * @param failures resolutions in a row that failed
 * @param nextDueAt for {@link ClaimState#WAITING}: when the principal is to be resolved
 */
public record Claim(
        ClaimId id,
        long version,
        GrantId grant,
        int item,
        Entitlement entitlement,
        TargetKey targetKey,
        Optional<AssignmentId> assignment,
        Instant until,
        ClaimState state,
        boolean standing,
        Optional<EndReason> endReason,
        Optional<String> detail,
        int failures,
        Optional<Instant> nextDueAt) {

    public Claim {
        detail = detail.map(text -> Text.printable(text, 500));
        if ((state.isLive() || state == ClaimState.ENDING) && assignment.isEmpty()) {
            throw new IllegalArgumentException("claim " + id + " is " + state + " without an assignment");
        }
        if ((state == ClaimState.ENDING || state == ClaimState.ENDED) != endReason.isPresent()) {
            throw new IllegalArgumentException("claim " + id + " is " + state + ", end reason " + endReason);
        }
        if ((state == ClaimState.WAITING) != nextDueAt.isPresent()) {
            throw new IllegalArgumentException("claim " + id + " is " + state + ", due " + nextDueAt);
        }
    }

    /** The first state of an item: its principal is resolved when the window begins. */
    public static Claim waiting(
            GrantId grant, int item, Entitlement entitlement, TargetKey targetKey, Instant startsAt, Instant until) {
        return new Claim(
                ClaimId.random(),
                0,
                grant,
                item,
                entitlement,
                targetKey,
                Optional.empty(),
                until,
                ClaimState.WAITING,
                false,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.of(startsAt));
    }

    /** It holds this assignment from now on. */
    public Claim holding(AssignmentId held) {
        return new Claim(
                id,
                version,
                grant,
                item,
                entitlement,
                targetKey,
                Optional.of(held),
                until,
                state.to(ClaimState.CLAIMING),
                standing,
                endReason,
                Optional.empty(),
                0,
                Optional.empty());
    }

    /** Its principal could not be resolved yet. */
    public Claim resolvingAgain(Instant at, String why) {
        return new Claim(
                id,
                version,
                grant,
                item,
                entitlement,
                targetKey,
                assignment,
                until,
                state,
                standing,
                endReason,
                Optional.of(why),
                failures + 1,
                Optional.of(at));
    }

    /** The access was seen. */
    public Claim active(boolean asStanding) {
        return new Claim(
                id,
                version,
                grant,
                item,
                entitlement,
                targetKey,
                assignment,
                until,
                state.to(ClaimState.ACTIVE),
                asStanding,
                endReason,
                Optional.empty(),
                0,
                nextDueAt);
    }

    /** It holds nothing any more. A claim that never held anything is ended at once. */
    public Claim ending(EndReason reason) {
        ClaimState next = assignment.isEmpty() ? ClaimState.ENDED : ClaimState.ENDING;
        return new Claim(
                id,
                version,
                grant,
                item,
                entitlement,
                targetKey,
                assignment,
                until,
                state.to(next),
                standing,
                Optional.of(reason),
                detail,
                failures,
                Optional.empty());
    }

    /** Nothing is left of it. */
    public Claim ended(EndReason reason, Optional<String> how) {
        return new Claim(
                id,
                version,
                grant,
                item,
                entitlement,
                targetKey,
                assignment,
                until,
                state.to(ClaimState.ENDED),
                standing,
                Optional.of(endReason.orElse(reason)),
                how.or(() -> detail),
                failures,
                Optional.empty());
    }

    public Claim lengthened(Instant newUntil) {
        return new Claim(
                id,
                version,
                grant,
                item,
                entitlement,
                targetKey,
                assignment,
                newUntil,
                state,
                standing,
                endReason,
                detail,
                failures,
                nextDueAt);
    }

    /** The same claim as it is stored at this version; for stores. */
    public Claim atVersion(long stored) {
        return new Claim(
                id,
                stored,
                grant,
                item,
                entitlement,
                targetKey,
                assignment,
                until,
                state,
                standing,
                endReason,
                detail,
                failures,
                nextDueAt);
    }
}
