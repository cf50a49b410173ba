package io.jitaccess.grant;

import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.internal.Text;
import java.time.Instant;
import java.util.Optional;

/**
 * Access for one identity in the window [startsAt, endsAt), as it stands at {@code version}.
 *
 * @param version 0 when new; the store adds one with each write
 * @param request the request that it came from
 * @param latestEnd the end that no extension may pass
 * @param bundle what one failing item does to the others
 * @param endReason why it ended or is ending
 * @param endedBy who ended it
 * @param endComment for the record, at most 1000 characters
 * @param endedAt when its end was confirmed
 * @param warned whether its holder was warned of the end that stands now
 * @param nextDueAt when its window makes the next step: its start, then its end; empty once it is ending
 */
public record Grant(
        GrantId id,
        long version,
        RequestId request,
        EligibilityId eligibility,
        IdentityId requester,
        IdentityId beneficiary,
        Instant startsAt,
        Instant endsAt,
        Instant latestEnd,
        BundleMode bundle,
        GrantState state,
        Optional<EndReason> endReason,
        Optional<Actor> endedBy,
        Optional<String> endComment,
        Instant createdAt,
        Optional<Instant> endedAt,
        boolean warned,
        Optional<Instant> nextDueAt) {

    public Grant {
        if (startsAt.getNano() != 0 || endsAt.getNano() != 0 || latestEnd.getNano() != 0) {
            throw new IllegalArgumentException("windows are whole seconds, grant " + id);
        }
        if (!startsAt.isBefore(endsAt) || endsAt.isAfter(latestEnd)) {
            throw new IllegalArgumentException("grant " + id + " must start before its end and end by its limit");
        }
        if (state.isLive() == endReason.isPresent() || state.isLive() != nextDueAt.isPresent()) {
            throw new IllegalArgumentException("grant " + id + " is " + state + ", end reason " + endReason);
        }
        if ((state == GrantState.ENDED) != endedAt.isPresent()) {
            throw new IllegalArgumentException("grant " + id + " is " + state + ", ended at " + endedAt);
        }
        endComment.ifPresent(text -> Text.paragraph(text, "comment", 1000));
    }

    /** Its window has begun. */
    public Grant activating() {
        return with(GrantState.ACTIVATING, endReason, endedBy, endComment, endedAt, Optional.of(endsAt));
    }

    /** Every item was settled and at least one was seen. */
    public Grant active() {
        return with(GrantState.ACTIVE, endReason, endedBy, endComment, endedAt, nextDueAt);
    }

    /** It is over: from here on only the removal is left. */
    public Grant ending(EndReason reason, Actor by, Optional<String> comment) {
        return with(GrantState.ENDING, Optional.of(reason), Optional.of(by), comment, endedAt, Optional.empty());
    }

    /** Nothing is left of it. */
    public Grant ended(Instant now) {
        return with(GrantState.ENDED, endReason, endedBy, endComment, Optional.of(now), Optional.empty());
    }

    /** The same grant with a later end. */
    public Grant extendedTo(Instant newEnd) {
        if (!state.isLive() || !newEnd.isAfter(endsAt)) {
            throw new IllegalArgumentException("only a live grant can be given a later end, " + id);
        }
        return copy(newEnd, false, state == GrantState.SCHEDULED ? nextDueAt : Optional.of(newEnd));
    }

    /** The same grant, with the next step of its window at this instant. */
    public Grant dueAt(Instant due) {
        return copy(endsAt, warned, Optional.of(due));
    }

    /** Its holder was told that the end is near. */
    public Grant endIsNear() {
        return copy(endsAt, true, Optional.of(endsAt));
    }

    private Grant copy(Instant newEnd, boolean told, Optional<Instant> due) {
        return new Grant(
                id,
                version,
                request,
                eligibility,
                requester,
                beneficiary,
                startsAt,
                newEnd,
                latestEnd,
                bundle,
                state,
                endReason,
                endedBy,
                endComment,
                createdAt,
                endedAt,
                told,
                due);
    }

    private Grant with(
            GrantState next,
            Optional<EndReason> reason,
            Optional<Actor> by,
            Optional<String> comment,
            Optional<Instant> ended,
            Optional<Instant> due) {
        return new Grant(
                id,
                version,
                request,
                eligibility,
                requester,
                beneficiary,
                startsAt,
                endsAt,
                latestEnd,
                bundle,
                state.to(next),
                reason,
                by,
                comment,
                createdAt,
                ended,
                warned,
                due);
    }

    /** The same grant as it is stored at this version; for stores. */
    public Grant atVersion(long stored) {
        return new Grant(
                id,
                stored,
                request,
                eligibility,
                requester,
                beneficiary,
                startsAt,
                endsAt,
                latestEnd,
                bundle,
                state,
                endReason,
                endedBy,
                endComment,
                createdAt,
                endedAt,
                warned,
                nextDueAt);
    }
}
