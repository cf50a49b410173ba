package io.jitaccess.spi.store;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.Assignment;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Assignments: unique by provider, principal, target key and, for kinds that are per grant, grant. */
public interface AssignmentStore {

    /** How many accesses are looked up at once. */
    int MOST_KEYS = 500;

    Optional<Assignment> find(AssignmentId id);

    /** Those that exist, in any order. */
    List<Assignment> findAll(Collection<AssignmentId> ids);

    /** What an access of one provider is found by. */
    record AccessKey(PrincipalId principal, TargetKey targetKey) {}

    /**
     * Every row of these accesses, in any order, in one look-up; several of one access for kinds that are per grant.
     *
     * @param keys at most {@value #MOST_KEYS}; none finds nothing
     */
    List<Assignment> findByKeys(ProviderId provider, Collection<AccessKey> keys);

    /**
     * Locks and returns, for each of several different accesses, the row with the same provider, principal, target key and
     * grant; where there is none, adds this one at version 0. Two nodes that do this at once get the same rows. In few
     * round trips; the answers are in the order of what is given.
     */
    List<Assignment> lockOrInsertAll(List<Assignment> fresh);

    /** Locks those that exist, in ascending order of id. */
    List<Assignment> lockAll(Collection<AssignmentId> ids);

    /** Locks those on which these grants have open claims, in ascending order of id. */
    List<Assignment> lockHeld(Collection<GrantId> grants);

    /** Writes the next state, its lease included. */
    Assignment update(Assignment assignment);

    /** As {@link #update} for many, in few round trips. */
    List<Assignment> updateAll(List<Assignment> assignments);

    /**
     * Takes up to {@code limit} rows of the provider that are due and under no lease that still runs, those that nobody
     * wants first, then those that have waited longest; leases each for that long under a token of its own and adds one
     * to its version. A row waits from the instant on at which it was due, not leased and, among those that nobody wants,
     * not wanted.
     *
     * @param onlyUnwanted whether to take only rows that nobody wants (any more)
     */
    List<Assignment> leaseDue(ProviderId provider, int limit, Duration lease, boolean onlyUnwanted);

    /** When the next row of the provider, or the next waiting claim on it, can be leased. */
    Optional<Instant> nextDue(ProviderId provider);

    /** Makes rows due now, those at rest too. Changes nothing else, versions included. */
    void makeDue(Collection<AssignmentId> ids);

    /** Rows of a kind in state PRESENT, by id after {@code after}: for comparing them with a listing. */
    List<Assignment> present(ProviderId provider, EntitlementKind kind, Optional<AssignmentId> after, int limit);

    /** Rows that nobody wants since before the instant and that are not at rest, longest overdue first. */
    List<Assignment> overdue(Instant unwantedSince, int limit);

    /** Counts them, up to {@code atMost}. */
    long countOverdue(Instant unwantedSince, long atMost);
}
