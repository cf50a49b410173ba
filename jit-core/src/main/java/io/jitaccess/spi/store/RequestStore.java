package io.jitaccess.spi.store;

import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.AccessRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Access requests with their decisions. */
public interface RequestStore {

    /**
     * Adds a request at version 0.
     *
     * @return false, with nothing written, if the requester has a request with the same idempotency key
     */
    boolean insert(AccessRequest request);

    Optional<AccessRequest> find(RequestId id);

    Optional<AccessRequest> findByIdempotencyKey(IdentityId requester, String key);

    /** As {@link #find}, and locks it. */
    Optional<AccessRequest> lock(RequestId id);

    /** Writes the next state; decisions are only ever added at the end. */
    AccessRequest update(AccessRequest request);

    /** Locks up to {@code limit} pending requests whose {@code nextDueAt} is not after now, the earliest first. */
    List<AccessRequest> lockDue(int limit);

    /** The earliest {@code nextDueAt} of all pending requests. */
    Optional<Instant> nextDue();

    /** Newest first, by {@code createdAt} and id. */
    Page<AccessRequest> page(RequestQuery query, PageRequest page);

    /** Counts up to {@code atMost}. */
    long count(RequestQuery query, long atMost);

    /**
     * What was before an ask.
     *
     * @param pending how many requests of the requester are pending
     * @param granted how many grants the beneficiary has or had under the eligibility
     */
    record Before(long pending, long granted) {}

    /** Counts both at once, each up to {@code atMost}. */
    Before before(IdentityId requester, IdentityId beneficiary, EligibilityId eligibility, long atMost);
}
