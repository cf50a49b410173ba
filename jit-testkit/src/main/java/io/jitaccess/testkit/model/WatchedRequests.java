package io.jitaccess.testkit.model;

import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.RequestQuery;
import io.jitaccess.spi.store.RequestStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

record WatchedRequests(RequestStore store, Commit commit) implements RequestStore {

    @Override
    public boolean insert(AccessRequest request) {
        boolean inserted = store.insert(request);
        if (inserted) {
            commit.requests.add(request.atVersion(0));
        }
        return inserted;
    }

    @Override
    public Optional<AccessRequest> find(RequestId id) {
        return store.find(id);
    }

    @Override
    public Optional<AccessRequest> findByIdempotencyKey(IdentityId requester, String key) {
        return store.findByIdempotencyKey(requester, key);
    }

    @Override
    public Optional<AccessRequest> lock(RequestId id) {
        return store.lock(id);
    }

    @Override
    public AccessRequest update(AccessRequest request) {
        AccessRequest stored = store.update(request);
        commit.requests.add(stored);
        return stored;
    }

    @Override
    public List<AccessRequest> lockDue(int limit) {
        return store.lockDue(limit);
    }

    @Override
    public Optional<Instant> nextDue() {
        return store.nextDue();
    }

    @Override
    public Page<AccessRequest> page(RequestQuery query, PageRequest page) {
        return store.page(query, page);
    }

    @Override
    public Before before(IdentityId requester, IdentityId beneficiary, EligibilityId eligibility, long atMost) {
        return store.before(requester, beneficiary, eligibility, atMost);
    }

    @Override
    public long count(RequestQuery query, long atMost) {
        return store.count(query, atMost);
    }
}
