package io.jitaccess.grant;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.internal.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The provider-side fact "this principal holds this access": one row per provider, principal and target key (and grant,
 * for kinds that are per grant), shared by all grants that claim it. It says what should be true, what was attempted and
 * what was last seen.
 *
 * @param version 0 when new; the store adds one with each write, a lease included
 * @param entitlement the first spelling that was asked for
 * @param onlyGrant the one grant it is for, where the kind is per grant; the row's own id where the row was made for an
 *     entry with its mark that no row explained, so that such a row is nobody else's
 * @param wantedUntil until when live claims want the access; not after now when none does, and then since when
 * @param ours whether an assign attempt of ours succeeded, or was found to have
 * @param seenPresent whether it was seen present since it became ours
 * @param acceptedAt when the provider last accepted an assign
 * @param carriedUntil the native expiry that the provider carries for us
 * @param outstanding attempts without a definite answer, oldest first
 * @param attempts how many attempts there were
 * @param absentSince since when looks find access of ours absent
 * @param settleAfter a look that starts after this instant settles what is outstanding; empty when nothing is
 * @param sessionsToEnd whether sessions that used the access must still be ended
 * @param latestUsable until when what was handed out may work at the latest, where that is later than its removal
 * @param credentialsIssued how often credentials were collected
 * @param failures attempts and looks in a row that failed
 * @param lastError the last failure, for people; never a secret
 * @param overdueAlarmed whether its removal being overdue was recorded
 * @param nextDueAt when it is looked at next; empty at rest
 * @param lease who works on it
 */
public record Assignment(
        AssignmentId id,
        long version,
        Entitlement entitlement,
        PrincipalId principal,
        TargetKey targetKey,
        Optional<GrantId> onlyGrant,
        AssignmentState state,
        Instant wantedUntil,
        boolean ours,
        boolean seenPresent,
        Optional<Instant> acceptedAt,
        Optional<Instant> carriedUntil,
        List<Attempt> outstanding,
        long attempts,
        Optional<Instant> absentSince,
        Optional<Instant> settleAfter,
        boolean sessionsToEnd,
        Optional<Instant> latestUsable,
        int credentialsIssued,
        int failures,
        Optional<String> lastError,
        boolean overdueAlarmed,
        Optional<Instant> nextDueAt,
        Optional<Lease> lease) {

    /**
     * A node's hold on the row while it works on it. Only its holder knows the token; it is renewed and released with
     * the row's writes, and anybody may take the row when it is over.
     */
    public record Lease(UUID token, Instant until) {}

    public Assignment {
        outstanding = List.copyOf(outstanding);
        lastError = lastError.map(error -> Text.printable(error, 500));
        boolean atRest =
                state == AssignmentState.ABSENT || (state == AssignmentState.STANDING && outstanding.isEmpty());
        if (!atRest && nextDueAt.isEmpty()) {
            throw new IllegalArgumentException("assignment " + id + " is " + state + " and nothing is due");
        }
        if (state == AssignmentState.ABSENT && (ours || !outstanding.isEmpty() || sessionsToEnd)) {
            throw new IllegalArgumentException("assignment " + id + " is ABSENT with something of ours left");
        }
    }

    /** A new row, never looked at and not wanted yet. */
    public static Assignment fresh(
            AssignmentId id,
            Entitlement entitlement,
            PrincipalId principal,
            TargetKey targetKey,
            Optional<GrantId> onlyGrant,
            Instant now) {
        return new Assignment(
                id,
                0,
                entitlement,
                principal,
                targetKey,
                onlyGrant,
                AssignmentState.NEW,
                now,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                false,
                Optional.of(now),
                Optional.empty());
    }

    /** A new row for an entry that carries this id as its mark and that no row explains: it stands beside all others. */
    public static Assignment unexplained(
            AssignmentId mark, Entitlement entitlement, PrincipalId principal, TargetKey targetKey, Instant now) {
        return fresh(mark, entitlement, principal, targetKey, Optional.of(new GrantId(mark.value())), now);
    }

    /** The grant that it is for, where the kind is per grant and the grant is known. */
    public Optional<GrantId> grant() {
        return onlyGrant.filter(grant -> !grant.value().equals(id.value()));
    }

    public ProviderId provider() {
        return entitlement.provider();
    }

    /** Whether a live claim wants the access at this instant. */
    public boolean isWanted(Instant now) {
        return now.isBefore(wantedUntil);
    }

    /** Whether this lease is the one that the row is under. */
    public boolean isHeldBy(UUID token) {
        return lease.isPresent() && lease.get().token().equals(token);
    }

    /** A mutable copy, for the next state of this row. */
    public AssignmentChange change() {
        return new AssignmentChange(this);
    }

    /** The same assignment as it is stored at this version; for stores. */
    public Assignment atVersion(long stored) {
        return new Assignment(
                id,
                stored,
                entitlement,
                principal,
                targetKey,
                onlyGrant,
                state,
                wantedUntil,
                ours,
                seenPresent,
                acceptedAt,
                carriedUntil,
                outstanding,
                attempts,
                absentSince,
                settleAfter,
                sessionsToEnd,
                latestUsable,
                credentialsIssued,
                failures,
                lastError,
                overdueAlarmed,
                nextDueAt,
                lease);
    }
}
