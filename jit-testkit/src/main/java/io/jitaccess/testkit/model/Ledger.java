package io.jitaccess.testkit.model;

import io.jitaccess.audit.AuditEvent;
import io.jitaccess.catalogue.CatalogueJson;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Attempt;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.Suspension;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.AuditEventId;
import io.jitaccess.id.ClaimId;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.testkit.provider.CloudEffect;
import io.jitaccess.testkit.provider.CloudEntry;
import io.jitaccess.testkit.provider.FakeCall;
import io.jitaccess.testkit.provider.FakeProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What is committed, and what is true at the clouds, at one moment of the replay. */
final class Ledger {

    /** Where at most one entry of a cloud can be. */
    record Spot(int cloud, CloudEntry where) {

        static Spot of(int cloud, CloudEntry entry) {
            return new Spot(
                    cloud,
                    new CloudEntry(
                            entry.kind(),
                            entry.name(),
                            entry.principal(),
                            entry.mark(),
                            entry.grant(),
                            Optional.empty(),
                            false));
        }
    }

    /** An entry that is in force; {@code row} is the assignment whose call made it, if the library did. */
    record Live(CloudEntry entry, Optional<AssignmentId> row) {}

    /** A recorded attempt; {@code token} is the lease under which it was recorded. */
    record Try(Attempt attempt, Optional<UUID> token) {}

    private record Access(ProviderId provider, PrincipalId principal, TargetKey target) {}

    private final List<FakeProvider> providers;
    final Map<RequestId, AccessRequest> requests = new LinkedHashMap<>();
    final Map<GrantId, Grant> grants = new LinkedHashMap<>();
    final Map<ClaimId, Claim> claims = new LinkedHashMap<>();
    final Map<AssignmentId, Assignment> rows = new LinkedHashMap<>();
    final Map<Suspension.Scope, Suspension> suspensions = new HashMap<>();
    final Map<Spot, Live> live = new LinkedHashMap<>();
    final Map<AuditEventId, AuditEvent> events = new LinkedHashMap<>();
    Catalogue catalogue = Catalogue.EMPTY;
    long revision;
    private final Map<AssignmentId, List<Try>> tries = new HashMap<>();
    private final Map<Access, Set<AssignmentId>> byAccess = new HashMap<>();
    private final Map<AssignmentId, Set<ClaimId>> claimsOn = new HashMap<>();
    private final Map<GrantId, Set<ClaimId>> claimsOf = new HashMap<>();

    Ledger(List<FakeProvider> providers) {
        this.providers = providers;
    }

    void apply(Commit commit) {
        commit.requests.forEach(request -> requests.put(request.id(), request));
        commit.grants.forEach(grant -> grants.put(grant.id(), grant));
        commit.claims.forEach(claim -> {
            claims.put(claim.id(), claim);
            claimsOf.computeIfAbsent(claim.grant(), id -> new HashSet<>()).add(claim.id());
            claim.assignment()
                    .ifPresent(row ->
                            claimsOn.computeIfAbsent(row, id -> new HashSet<>()).add(claim.id()));
        });
        commit.assignments.forEach(this::apply);
        commit.resumed.forEach(suspensions::remove);
        commit.suspended.forEach(suspension -> suspensions.put(suspension.scope(), suspension));
        commit.catalogues.forEach(next -> {
            if (next.number() > revision) {
                revision = next.number();
                catalogue = CatalogueJson.read(next.document());
            }
        });
        commit.events.forEach(event -> events.put(event.id(), event));
    }

    private void apply(Assignment row) {
        Assignment before = rows.put(row.id(), row);
        byAccess.computeIfAbsent(new Access(row.provider(), row.principal(), row.targetKey()), key -> new HashSet<>())
                .add(row.id());
        long known = before == null ? 0 : before.attempts();
        row.outstanding().stream()
                .filter(attempt -> attempt.number() > known)
                .forEach(attempt -> tries.computeIfAbsent(row.id(), id -> new ArrayList<>())
                        .add(new Try(attempt, row.lease().map(Assignment.Lease::token))));
    }

    void apply(int cloud, CloudEffect effect) {
        Spot spot = Spot.of(cloud, effect.entry());
        switch (effect.what()) {
            case ADDED ->
                live.put(
                        spot,
                        new Live(
                                effect.entry(),
                                effect.call().flatMap(FakeCall::access).map(access -> access.assignment())));
            case EXPIRY_CHANGED -> live.computeIfPresent(spot, (key, was) -> new Live(effect.entry(), was.row()));
            case REMOVED, EXPIRED -> live.remove(spot);
        }
    }

    List<Try> tries(AssignmentId row) {
        return tries.getOrDefault(row, List.of());
    }

    Stream<Claim> claimsOn(AssignmentId row) {
        return claimsOn.getOrDefault(row, Set.of()).stream().map(this::claim);
    }

    Stream<Claim> claimsOf(GrantId grant) {
        return claimsOf.getOrDefault(grant, Set.of()).stream().map(this::claim);
    }

    private Claim claim(ClaimId id) {
        Claim claim = claims.get(id);
        if (claim == null) {
            throw new IllegalStateException("no claim " + id);
        }
        return claim;
    }

    /** The entries that the library made for this row and that are in force. */
    Stream<Live> madeFor(AssignmentId row) {
        return live.values().stream()
                .filter(entry -> entry.entry().byLibrary() && entry.row().equals(Optional.of(row)));
    }

    /** The rows of the access that an entry gives. */
    List<Assignment> rowsOf(Spot spot, List<FakeProvider> ofCloud) {
        List<Assignment> found = new ArrayList<>();
        for (FakeProvider provider : ofCloud) {
            boolean declared = provider.kinds().stream()
                    .anyMatch(kind -> kind.kind().equals(spot.where().kind()));
            if (declared) {
                TargetKey key = provider.targetKey(
                        provider.to(spot.where().kind().value(), spot.where().name()));
                byAccess.getOrDefault(new Access(provider.id(), spot.where().principal(), key), Set.of()).stream()
                        .map(rows::get)
                        .forEach(row -> {
                            if (row != null) {
                                found.add(row);
                            }
                        });
            }
        }
        return found;
    }

    Optional<FakeProvider> provider(ProviderId id) {
        return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
    }
}
