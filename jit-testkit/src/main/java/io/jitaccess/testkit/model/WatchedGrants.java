package io.jitaccess.testkit.model;

import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.spi.store.GrantQuery;
import io.jitaccess.spi.store.GrantStore;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

record WatchedGrants(GrantStore store, Commit commit) implements GrantStore {

    @Override
    public void insert(Grant grant, List<Claim> claims) {
        store.insert(grant, claims);
        commit.grants.add(grant.atVersion(0));
        claims.forEach(claim -> commit.claims.add(claim.atVersion(0)));
    }

    @Override
    public Optional<Grant> find(GrantId id) {
        return store.find(id);
    }

    @Override
    public List<Grant> findAll(Collection<GrantId> ids) {
        return store.findAll(ids);
    }

    @Override
    public Optional<Grant> lock(GrantId id) {
        return store.lock(id);
    }

    @Override
    public List<Grant> lockAll(Collection<GrantId> ids) {
        return store.lockAll(ids);
    }

    @Override
    public List<Grant> lockHolders(Collection<AssignmentId> assignments) {
        return store.lockHolders(assignments);
    }

    @Override
    public List<Grant> updateAll(List<Grant> grants) {
        List<Grant> stored = store.updateAll(grants);
        commit.grants.addAll(stored);
        return stored;
    }

    @Override
    public Grant update(Grant grant) {
        Grant stored = store.update(grant);
        commit.grants.add(stored);
        return stored;
    }

    @Override
    public List<Grant> lockDue(int limit) {
        return store.lockDue(limit);
    }

    @Override
    public Optional<Instant> nextDue() {
        return store.nextDue();
    }

    @Override
    public List<Claim> claims(GrantId grant) {
        return store.claims(grant);
    }

    @Override
    public List<Claim> claimsOf(Collection<GrantId> grants) {
        return store.claimsOf(grants);
    }

    @Override
    public List<Claim> claimsAround(Collection<GrantId> grants) {
        return store.claimsAround(grants);
    }

    @Override
    public List<Claim> claimsOfHolders(Collection<AssignmentId> assignments) {
        return store.claimsOfHolders(assignments);
    }

    @Override
    public List<Claim> openClaims(Collection<AssignmentId> assignments) {
        return store.openClaims(assignments);
    }

    @Override
    public List<Claim> updateClaims(List<Claim> claims) {
        List<Claim> stored = store.updateClaims(claims);
        commit.claims.addAll(stored);
        return stored;
    }

    @Override
    public List<Claim> leaseWaiting(ProviderId provider, int limit, Duration lease) {
        List<Claim> leased = store.leaseWaiting(provider, limit, lease);
        commit.claims.addAll(leased);
        return leased;
    }

    @Override
    public Page<Grant> page(GrantQuery query, PageRequest page) {
        return store.page(query, page);
    }

    @Override
    public long count(GrantQuery query, long atMost) {
        return store.count(query, atMost);
    }
}
