package io.jitaccess.spi.store;

import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Grants and their claims. Locks are taken in the order request, grant, assignment, claim. */
public interface GrantStore {

    /** Adds a grant and its claims at version 0. */
    void insert(Grant grant, List<Claim> claims);

    Optional<Grant> find(GrantId id);

    /** Those that exist, in any order. */
    List<Grant> findAll(Collection<GrantId> ids);

    Optional<Grant> lock(GrantId id);

    /** Locks those that exist, in ascending order of id. */
    List<Grant> lockAll(Collection<GrantId> ids);

    /** Locks the grants that have open claims on these assignments, in ascending order of id. */
    List<Grant> lockHolders(Collection<AssignmentId> assignments);

    Grant update(Grant grant);

    /** As {@link #update(Grant)} for many, in few round trips. */
    List<Grant> updateAll(List<Grant> grants);

    /** Locks up to {@code limit} live grants whose {@code nextDueAt} is not after now, the earliest first. */
    List<Grant> lockDue(int limit);

    /** The earliest {@code nextDueAt} of all live grants. */
    Optional<Instant> nextDue();

    /** The claims of a grant, by item. */
    List<Claim> claims(GrantId grant);

    /** The claims of several grants, by grant and item. */
    List<Claim> claimsOf(Collection<GrantId> grants);

    /**
     * All claims of these grants, and the open claims of others on the assignments on which these have open ones, by grant
     * and item.
     */
    List<Claim> claimsAround(Collection<GrantId> grants);

    /** All claims of the grants that have open claims on these assignments, by grant and item. */
    List<Claim> claimsOfHolders(Collection<AssignmentId> assignments);

    /** The claims on these assignments that are not ended. */
    List<Claim> openClaims(Collection<AssignmentId> assignments);

    /** Writes the next states and gives up leases on them, in few round trips. */
    List<Claim> updateClaims(List<Claim> claims);

    /**
     * Takes up to {@code limit} waiting claims on the provider that are due and not leased, and leases them for that
     * long; those first that have been so for longest. Their versions stay: a grant may end while its claim is leased.
     */
    List<Claim> leaseWaiting(ProviderId provider, int limit, Duration lease);

    /** Newest first, by {@code createdAt} and id. */
    Page<Grant> page(GrantQuery query, PageRequest page);

    /** Counts up to {@code atMost}. */
    long count(GrantQuery query, long atMost);
}
