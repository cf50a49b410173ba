package io.jitaccess.testkit.store;

import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.ClaimId;
import io.jitaccess.id.GrantId;
import io.jitaccess.problem.StaleVersionException;
import io.jitaccess.spi.store.GrantQuery;
import io.jitaccess.spi.store.GrantStore;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class MemoryGrants implements GrantStore {

    private final MemoryTables tables;
    private final Instant now;

    MemoryGrants(MemoryTables tables, Instant now) {
        this.tables = tables;
        this.now = now;
    }

    @Override
    public void insert(Grant grant, List<Claim> claims) {
        if (find(grant.id()).isPresent()) {
            throw tables.refused("grant " + grant.id() + " exists");
        }
        tables.grants.put(grant.id(), grant.atVersion(0));
        claims.forEach(claim -> {
            if (!claim.grant().equals(grant.id())
                    || tables.claims.get(claim.id()).isPresent()) {
                throw tables.refused("claim " + claim.id() + " exists or is of another grant");
            }
            tables.claims.put(claim.id(), claim.atVersion(0));
        });
    }

    @Override
    public Optional<Grant> find(GrantId id) {
        return tables.grants.get(id);
    }

    @Override
    public List<Grant> findAll(Collection<GrantId> ids) {
        return tables.grants.getAll(ids);
    }

    @Override
    public Optional<Grant> lock(GrantId id) {
        return find(id);
    }

    @Override
    public List<Grant> lockAll(Collection<GrantId> ids) {
        return findAll(ids).stream().sorted(Comparator.comparing(Grant::id)).toList();
    }

    @Override
    public List<Grant> lockHolders(Collection<AssignmentId> assignments) {
        return lockAll(holders(assignments));
    }

    private Set<GrantId> holders(Collection<AssignmentId> assignments) {
        return openClaims(assignments).stream().map(Claim::grant).collect(Collectors.toSet());
    }

    @Override
    public Grant update(Grant grant) {
        return updateAll(List.of(grant)).get(0);
    }

    @Override
    public List<Grant> updateAll(List<Grant> grants) {
        Set<GrantId> seen = new HashSet<>();
        grants.forEach(grant -> {
            if (find(grant.id())
                    .filter(stored -> stored.version() == grant.version() && seen.add(grant.id()))
                    .isEmpty()) {
                throw new StaleVersionException("grant " + grant.id(), grant.version());
            }
        });
        List<Grant> next = grants.stream()
                .map(grant -> grant.atVersion(grant.version() + 1))
                .toList();
        next.forEach(grant -> tables.grants.put(grant.id(), grant));
        return next;
    }

    @Override
    public List<Grant> lockDue(int limit) {
        return live().filter(grant -> !dueAt(grant).isAfter(now))
                .sorted(Comparator.comparing(MemoryGrants::dueAt))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Instant> nextDue() {
        return live().map(MemoryGrants::dueAt).min(Comparator.naturalOrder());
    }

    private Stream<Grant> live() {
        return tables.grants.stream().filter(grant -> grant.state().isLive());
    }

    private static Instant dueAt(Grant grant) {
        return grant.nextDueAt().orElseThrow();
    }

    @Override
    public List<Claim> claims(GrantId grant) {
        return claimsOf(List.of(grant));
    }

    @Override
    public List<Claim> claimsOf(Collection<GrantId> grants) {
        Set<GrantId> wanted = Set.copyOf(grants);
        return tables.claims.stream()
                .filter(claim -> wanted.contains(claim.grant()))
                .sorted(Comparator.comparing(Claim::grant).thenComparingInt(Claim::item))
                .toList();
    }

    @Override
    public List<Claim> claimsAround(Collection<GrantId> grants) {
        Set<AssignmentId> held = claimsOf(grants).stream()
                .filter(claim -> claim.state() != ClaimState.ENDED)
                .flatMap(claim -> claim.assignment().stream())
                .collect(Collectors.toSet());
        return Stream.concat(claimsOf(grants).stream(), openClaims(held).stream())
                .distinct()
                .sorted(Comparator.comparing(Claim::grant).thenComparingInt(Claim::item))
                .toList();
    }

    @Override
    public List<Claim> claimsOfHolders(Collection<AssignmentId> assignments) {
        return claimsOf(holders(assignments));
    }

    @Override
    public List<Claim> openClaims(Collection<AssignmentId> assignments) {
        Set<AssignmentId> wanted = Set.copyOf(assignments);
        return tables.claims.stream()
                .filter(claim -> claim.state() != ClaimState.ENDED
                        && claim.assignment().filter(wanted::contains).isPresent())
                .toList();
    }

    @Override
    public List<Claim> updateClaims(List<Claim> claims) {
        Set<ClaimId> seen = new HashSet<>();
        claims.forEach(claim -> {
            if (tables.claims
                    .get(claim.id())
                    .filter(stored -> stored.version() == claim.version() && seen.add(claim.id()))
                    .isEmpty()) {
                throw new StaleVersionException("claim " + claim.id(), claim.version());
            }
        });
        List<Claim> next = claims.stream()
                .map(claim -> claim.atVersion(claim.version() + 1))
                .toList();
        next.forEach(claim -> {
            tables.claims.put(claim.id(), claim);
            tables.claimLeases.remove(claim.id());
        });
        return next;
    }

    @Override
    public List<Claim> leaseWaiting(ProviderId provider, int limit, Duration lease) {
        List<Claim> leased = waiting(provider)
                .filter(claim -> !readyAt(claim).isAfter(now))
                .sorted(Comparator.comparing(this::readyAt).thenComparing(Claim::id))
                .limit(limit)
                .toList();
        leased.forEach(claim -> tables.claimLeases.put(claim.id(), now.plus(lease)));
        return leased;
    }

    /** When waiting claims on the provider can be leased. */
    Stream<Instant> waits(ProviderId provider) {
        return waiting(provider).map(this::readyAt);
    }

    private Stream<Claim> waiting(ProviderId provider) {
        return tables.claims.stream()
                .filter(claim -> claim.state() == ClaimState.WAITING
                        && claim.entitlement().provider().equals(provider));
    }

    private Instant readyAt(Claim claim) {
        Instant due = claim.nextDueAt().orElseThrow();
        return tables.claimLeases.get(claim.id()).filter(due::isBefore).orElse(due);
    }

    @Override
    public Page<Grant> page(GrantQuery query, PageRequest page) {
        return Cursors.page(
                found(query),
                grant -> new Cursors.Place(grant.createdAt(), grant.id().toString()),
                page);
    }

    @Override
    public long count(GrantQuery query, long atMost) {
        return found(query).limit(atMost).count();
    }

    private Stream<Grant> found(GrantQuery query) {
        return tables.grants.stream().filter(grant -> matches(query, grant));
    }

    private boolean matches(GrantQuery query, Grant grant) {
        return (query.states().isEmpty() || query.states().contains(grant.state()))
                && query.beneficiary().map(grant.beneficiary()::equals).orElse(true)
                && query.involving()
                        .map(id -> grant.requester().equals(id)
                                || grant.beneficiary().equals(id))
                        .orElse(true)
                && query.eligibility().map(grant.eligibility()::equals).orElse(true)
                && query.provider()
                        .map(provider -> isOn(query, provider, grant))
                        .orElse(true);
    }

    private boolean isOn(GrantQuery query, ProviderId provider, Grant grant) {
        return claims(grant.id()).stream()
                .anyMatch(claim -> claim.entitlement().provider().equals(provider)
                        && query.target().map(claim.targetKey()::equals).orElse(true));
    }
}
