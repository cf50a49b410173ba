package io.jitaccess.testkit.store;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.problem.StaleVersionException;
import io.jitaccess.spi.store.AssignmentStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class MemoryAssignments implements AssignmentStore {

    private final MemoryTables tables;
    private final Instant now;

    MemoryAssignments(MemoryTables tables, Instant now) {
        this.tables = tables;
        this.now = now;
    }

    @Override
    public Optional<Assignment> find(AssignmentId id) {
        return tables.assignments.get(id);
    }

    @Override
    public List<Assignment> findAll(Collection<AssignmentId> ids) {
        return tables.assignments.getAll(ids);
    }

    @Override
    public List<Assignment> findByKeys(ProviderId provider, Collection<AccessKey> keys) {
        if (keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException("at most " + MOST_KEYS + " keys, not " + keys.size());
        }
        Set<AccessKey> wanted = Set.copyOf(keys);
        return of(provider)
                .filter(row -> wanted.contains(new AccessKey(row.principal(), row.targetKey())))
                .toList();
    }

    @Override
    public List<Assignment> lockOrInsertAll(List<Assignment> fresh) {
        return fresh.stream().map(this::lockOrInsert).toList();
    }

    private Assignment lockOrInsert(Assignment fresh) {
        return findByKeys(fresh.provider(), List.of(new AccessKey(fresh.principal(), fresh.targetKey()))).stream()
                .filter(row -> row.onlyGrant().equals(fresh.onlyGrant()))
                .findAny()
                .orElseGet(() -> insert(fresh.atVersion(0)));
    }

    private Assignment insert(Assignment fresh) {
        if (find(fresh.id()).isPresent()) {
            throw tables.refused("assignment " + fresh.id() + " exists");
        }
        tables.assignments.put(fresh.id(), fresh);
        return fresh;
    }

    @Override
    public List<Assignment> lockAll(Collection<AssignmentId> ids) {
        return findAll(ids).stream()
                .sorted(Comparator.comparing(Assignment::id))
                .toList();
    }

    @Override
    public List<Assignment> lockHeld(Collection<GrantId> grants) {
        Set<GrantId> wanted = Set.copyOf(grants);
        return lockAll(tables.claims.stream()
                .filter(claim -> wanted.contains(claim.grant()) && claim.state() != ClaimState.ENDED)
                .flatMap(claim -> claim.assignment().stream())
                .collect(Collectors.toSet()));
    }

    @Override
    public Assignment update(Assignment assignment) {
        return updateAll(List.of(assignment)).get(0);
    }

    @Override
    public List<Assignment> updateAll(List<Assignment> assignments) {
        Set<AssignmentId> seen = new HashSet<>();
        assignments.forEach(row -> {
            if (find(row.id())
                    .filter(stored -> stored.version() == row.version() && seen.add(row.id()))
                    .isEmpty()) {
                throw new StaleVersionException("assignment " + row.id(), row.version());
            }
        });
        List<Assignment> next = assignments.stream()
                .map(row -> row.atVersion(row.version() + 1))
                .toList();
        next.forEach(row -> tables.assignments.put(row.id(), row));
        return next;
    }

    @Override
    public List<Assignment> leaseDue(ProviderId provider, int limit, Duration lease, boolean onlyUnwanted) {
        List<Assignment> leased = of(provider)
                .filter(row -> readyAt(row).filter(at -> !at.isAfter(now)).isPresent())
                .filter(row -> !onlyUnwanted || !row.isWanted(now))
                .sorted(Comparator.comparing((Assignment row) -> row.isWanted(now))
                        .thenComparing(this::waitsSince)
                        .thenComparing(Assignment::id))
                .limit(limit)
                .map(row -> row.change()
                        .lease(Optional.of(new Assignment.Lease(UUID.randomUUID(), now.plus(lease))))
                        .build()
                        .atVersion(row.version() + 1))
                .toList();
        leased.forEach(row -> tables.assignments.put(row.id(), row));
        return leased;
    }

    private Instant waitsSince(Assignment row) {
        Instant ready = readyAt(row).orElseThrow();
        return !row.isWanted(now) && row.wantedUntil().isAfter(ready) ? row.wantedUntil() : ready;
    }

    private static Optional<Instant> readyAt(Assignment row) {
        return row.nextDueAt()
                .map(due -> row.lease()
                        .map(Assignment.Lease::until)
                        .filter(due::isBefore)
                        .orElse(due));
    }

    @Override
    public Optional<Instant> nextDue(ProviderId provider) {
        return Stream.concat(
                        of(provider).flatMap(row -> readyAt(row).stream()),
                        new MemoryGrants(tables, now).waits(provider))
                .min(Comparator.naturalOrder());
    }

    private Stream<Assignment> of(ProviderId provider) {
        return tables.assignments.stream().filter(row -> row.provider().equals(provider));
    }

    @Override
    public void makeDue(Collection<AssignmentId> ids) {
        findAll(ids)
                .forEach(row -> tables.assignments.put(
                        row.id(), row.change().nextDueAt(Optional.of(now)).build()));
    }

    @Override
    public List<Assignment> present(
            ProviderId provider, EntitlementKind kind, Optional<AssignmentId> after, int limit) {
        return of(provider)
                .filter(row -> row.state() == AssignmentState.PRESENT
                        && row.entitlement().kind().equals(kind))
                .filter(row -> after.isEmpty() || row.id().compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(Assignment::id))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Assignment> overdue(Instant unwantedSince, int limit) {
        return unwantedSince(unwantedSince)
                .sorted(Comparator.comparing(Assignment::wantedUntil))
                .limit(limit)
                .toList();
    }

    @Override
    public long countOverdue(Instant unwantedSince, long atMost) {
        return unwantedSince(unwantedSince).limit(atMost).count();
    }

    private Stream<Assignment> unwantedSince(Instant instant) {
        return tables.assignments.stream().filter(row -> row.wantedUntil().isBefore(instant) && !isAtRest(row));
    }

    private static boolean isAtRest(Assignment row) {
        return row.state() == AssignmentState.ABSENT
                || (row.state() == AssignmentState.STANDING && row.outstanding().isEmpty());
    }
}
