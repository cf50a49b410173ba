package io.jitaccess.testkit.model;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Assignment;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.spi.store.AssignmentStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

record WatchedAssignments(AssignmentStore store, Commit commit) implements AssignmentStore {

    @Override
    public Optional<Assignment> find(AssignmentId id) {
        return store.find(id);
    }

    @Override
    public List<Assignment> findAll(Collection<AssignmentId> ids) {
        return store.findAll(ids);
    }

    @Override
    public List<Assignment> findByKeys(ProviderId provider, Collection<AccessKey> keys) {
        return store.findByKeys(provider, keys);
    }

    @Override
    public List<Assignment> lockHeld(Collection<GrantId> grants) {
        return store.lockHeld(grants);
    }

    @Override
    public List<Assignment> lockOrInsertAll(List<Assignment> fresh) {
        List<Assignment> rows = store.lockOrInsertAll(fresh);
        commit.assignments.addAll(rows);
        return rows;
    }

    @Override
    public List<Assignment> lockAll(Collection<AssignmentId> ids) {
        return store.lockAll(ids);
    }

    @Override
    public Assignment update(Assignment assignment) {
        Assignment stored = store.update(assignment);
        commit.assignments.add(stored);
        return stored;
    }

    @Override
    public List<Assignment> updateAll(List<Assignment> assignments) {
        List<Assignment> stored = store.updateAll(assignments);
        commit.assignments.addAll(stored);
        return stored;
    }

    @Override
    public List<Assignment> leaseDue(ProviderId provider, int limit, Duration lease, boolean onlyUnwanted) {
        List<Assignment> leased = store.leaseDue(provider, limit, lease, onlyUnwanted);
        commit.assignments.addAll(leased);
        return leased;
    }

    @Override
    public Optional<Instant> nextDue(ProviderId provider) {
        return store.nextDue(provider);
    }

    @Override
    public void makeDue(Collection<AssignmentId> ids) {
        store.makeDue(ids);
        commit.assignments.addAll(store.findAll(ids));
    }

    @Override
    public List<Assignment> present(
            ProviderId provider, EntitlementKind kind, Optional<AssignmentId> after, int limit) {
        return store.present(provider, kind, after, limit);
    }

    @Override
    public List<Assignment> overdue(Instant unwantedSince, int limit) {
        return store.overdue(unwantedSince, limit);
    }

    @Override
    public long countOverdue(Instant unwantedSince, long atMost) {
        return store.countOverdue(unwantedSince, atMost);
    }
}
