package io.jitaccess.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.problem.StaleVersionException;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The items of grants. */
abstract class ClaimContract {

    private static final ProviderId AWS = new ProviderId("aws");
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final StoreContract contract;
    private final Samples samples = new Samples(7);
    private final SampleRows rows = new SampleRows(8);

    ClaimContract(StoreContract contract) {
        this.contract = contract;
    }

    @Test
    void everyFieldOfAClaimSurvives() {
        AssignmentId assignment = assignment();
        for (ClaimState state : ClaimState.values()) {
            GrantId grant = GrantId.random();
            List<Claim> claims = IntStream.range(0, 20)
                    .mapToObj(item -> samples.claim(grant, item, state, assignment))
                    .toList();
            insert(grant, claims);
            assertThat(contract.listed(unit -> unit.grants().claims(grant))).containsExactlyElementsOf(claims);
        }
    }

    @Test
    void everyFieldThatMayChangeSurvivesAnUpdateOfOneOrMany() {
        AssignmentId assignment = assignment();
        for (ClaimState state : ClaimState.values()) {
            GrantId grant = GrantId.random();
            List<Claim> claims = IntStream.range(0, 20)
                    .mapToObj(item -> samples.claim(grant, item, ClaimState.WAITING, assignment))
                    .toList();
            insert(grant, claims);
            List<Claim> next = claims.stream()
                    .map(claim -> samples.next(claim, state, assignment))
                    .toList();

            List<Claim> updated = contract.unit(unit -> {
                List<Claim> all = new ArrayList<>(unit.grants().updateClaims(next.subList(1, 20)));
                all.addAll(0, unit.grants().updateClaims(List.of(next.get(0))));
                return all;
            });

            assertThat(updated)
                    .containsExactlyElementsOf(
                            next.stream().map(claim -> claim.atVersion(1)).toList());
            assertThat(contract.listed(unit -> unit.grants().claims(grant))).containsExactlyElementsOf(updated);
        }
    }

    @Test
    void claimsComeByGrantAndItem() {
        GrantId first = GrantId.random();
        GrantId second = GrantId.random();
        List<Claim> all = new ArrayList<>();
        Stream.of(first, second).forEach(grant -> {
            List<Claim> claims = IntStream.of(2, 0, 1)
                    .mapToObj(item -> waiting(grant, item, AWS, Instant.EPOCH))
                    .toList();
            insert(grant, claims);
            all.addAll(claims);
        });

        contract.run(unit -> {
            assertThat(unit.grants().claims(first)).extracting(Claim::item).containsExactly(0, 1, 2);
            assertThat(unit.grants().claimsOf(List.of(second, GrantId.random(), first)))
                    .containsExactlyElementsOf(all.stream()
                            .sorted(Comparator.comparing(Claim::grant).thenComparingInt(Claim::item))
                            .toList());
            assertThat(unit.grants().claimsOf(List.of())).isEmpty();
            assertThat(unit.grants().claims(GrantId.random())).isEmpty();
        });
    }

    @Test
    void openClaimsAreThoseOnTheAssignmentsThatAreNotEnded() {
        AssignmentId first = assignment();
        AssignmentId second = assignment();
        GrantId grant = GrantId.random();
        List<Claim> claims = new ArrayList<>();
        for (ClaimState state : ClaimState.values()) {
            claims.add(samples.claim(grant, claims.size(), state, first));
            claims.add(samples.claim(grant, claims.size(), state, second));
        }
        insert(grant, claims);

        contract.run(unit -> {
            assertThat(unit.grants().openClaims(List.of(first)))
                    .containsExactlyInAnyOrderElementsOf(open(claims, first));
            assertThat(unit.grants().openClaims(List.of(first, second, AssignmentId.random())))
                    .hasSize(6);
            assertThat(unit.grants().openClaims(List.of(assignment(unit)))).isEmpty();
            assertThat(unit.grants().openClaims(List.of())).isEmpty();
        });
    }

    private static List<Claim> open(List<Claim> claims, AssignmentId assignment) {
        return claims.stream()
                .filter(claim -> claim.assignment().equals(Optional.of(assignment)))
                .filter(claim -> claim.state() != ClaimState.ENDED)
                .toList();
    }

    @Test
    void aStaleOrUnknownClaimIsNotUpdatedNorAreThoseBesideIt() {
        GrantId grant = GrantId.random();
        List<Claim> claims = IntStream.range(0, 3)
                .mapToObj(item -> waiting(grant, item, AWS, Instant.EPOCH))
                .toList();
        insert(grant, claims);
        List<Claim> ended =
                claims.stream().map(claim -> claim.ending(EndReason.RELEASED)).toList();
        List<Claim> oneStale = List.of(ended.get(0), ended.get(1).atVersion(1), ended.get(2));

        Claim stale = ended.get(0).atVersion(1);
        Claim unknown = waiting(grant, 9, AWS, Instant.EPOCH);
        Stream.of(oneStale, List.of(stale), List.of(unknown))
                .forEach(refused -> assertThatThrownBy(
                                () -> contract.run(unit -> unit.grants().updateClaims(refused)))
                        .isInstanceOf(StaleVersionException.class));

        assertThat(contract.listed(unit -> unit.grants().claims(grant))).containsExactlyElementsOf(claims);
    }

    @Test
    void waitingClaimsOfTheProviderAreLeasedWhenDueThoseThatWaitLongestFirst() {
        Instant now = contract.now();
        GrantId grant = GrantId.random();
        AssignmentId assignment = assignment();
        List<Claim> claims = List.of(
                waiting(grant, 0, AWS, now.minusSeconds(10)),
                waiting(grant, 1, AWS, now.minusSeconds(30)),
                waiting(grant, 2, AWS, now.minusSeconds(20)),
                waiting(grant, 3, AWS, now.plusSeconds(3600)),
                waiting(grant, 4, new ProviderId("okta"), now.minusSeconds(40)),
                samples.claim(grant, 5, ClaimState.ACTIVE, assignment));
        insert(grant, claims);

        assertThat(contract.found(unit -> unit.assignments().nextDue(AWS))).contains(now.minusSeconds(30));
        assertThat(lease(2)).containsExactly(claims.get(1), claims.get(2));
        assertThat(contract.found(unit -> unit.assignments().nextDue(AWS))).contains(now.minusSeconds(10));
        assertThat(lease(9)).containsExactly(claims.get(0));
        assertThat(lease(9)).isEmpty();
        assertThat(contract.found(unit -> unit.assignments().nextDue(new ProviderId("okta"))))
                .contains(now.minusSeconds(40));
        assertThat(contract.found(unit -> unit.assignments().nextDue(new ProviderId("azure"))))
                .isEmpty();
    }

    @Test
    void theNextDueOfAProviderIsThatOfItsRowsOrOfItsClaims() {
        Instant now = contract.now();
        GrantId grant = GrantId.random();
        ProviderId gcp = new ProviderId("gcp");
        Instant ofRow = contract.unit(unit -> unit.assignments()
                .lockOrInsertAll(List.of(rows.fresh("gcp", now)))
                .get(0)
                .nextDueAt()
                .orElseThrow());

        assertThat(contract.found(unit -> unit.assignments().nextDue(gcp))).contains(ofRow);
        insert(grant, List.of(waiting(grant, 0, gcp, now.plusSeconds(60))));
        assertThat(contract.found(unit -> unit.assignments().nextDue(gcp))).contains(ofRow);
        GrantId sooner = GrantId.random();
        insert(sooner, List.of(waiting(sooner, 0, gcp, now.minusSeconds(60))));
        assertThat(contract.found(unit -> unit.assignments().nextDue(gcp))).contains(now.minusSeconds(60));
    }

    @Test
    void aClaimIsLeasedAgainWhenTheLeaseIsOver() {
        GrantId grant = GrantId.random();
        Instant now = contract.now();
        insert(grant, List.of(waiting(grant, 0, AWS, now)));
        lease(1);

        Optional<Instant> next = contract.unit(unit -> unit.assignments().nextDue(AWS));
        contract.advance(LEASE.minusSeconds(60));
        assertThat(lease(1)).isEmpty();
        contract.advance(Duration.ofSeconds(60));

        assertThat(lease(1)).extracting(Claim::version).containsExactly(0L);
        assertThat(next.orElseThrow())
                .isBetween(now.plus(LEASE), now.plus(LEASE).plusSeconds(30));
    }

    @Test
    void anUpdateGivesUpTheLease() {
        GrantId grant = GrantId.random();
        Instant now = contract.now();
        insert(grant, List.of(waiting(grant, 0, AWS, now), waiting(grant, 1, AWS, now), waiting(grant, 2, AWS, now)));
        List<Claim> leased = lease(3);

        contract.run(unit -> {
            unit.grants().updateClaims(List.of(leased.get(0).resolvingAgain(now, "not found")));
            unit.grants()
                    .updateClaims(leased.subList(1, 3).stream()
                            .map(claim -> claim.resolvingAgain(now, "not found"))
                            .toList());
        });

        assertThat(contract.found(unit -> unit.assignments().nextDue(AWS))).contains(now);
        assertThat(lease(3)).extracting(Claim::version).containsExactly(1L, 1L, 1L);
    }

    @Test
    void claimsAreLeasedOnceThoughSeveralTakeThemAtOnce() {
        Instant now = contract.now();
        for (int i = 0; i < 10; i++) {
            GrantId grant = GrantId.random();
            insert(
                    grant,
                    IntStream.range(0, 12)
                            .mapToObj(item -> waiting(grant, item, AWS, now.minusSeconds(item)))
                            .toList());
        }

        List<List<Claim>> leased = AtOnce.run(4, () -> {
            List<Claim> mine = new ArrayList<>();
            while (contract.unit(unit -> unit.assignments().nextDue(AWS))
                    .orElseThrow()
                    .isBefore(now.plusSeconds(1))) {
                mine.addAll(lease(7));
            }
            return mine;
        });

        assertThat(leased.stream().flatMap(List::stream).map(Claim::id))
                .hasSize(120)
                .doesNotHaveDuplicates();
    }

    private List<Claim> lease(int limit) {
        return contract.unit(unit -> unit.grants().leaseWaiting(AWS, limit, LEASE));
    }

    private Claim waiting(GrantId grant, int item, ProviderId provider, Instant due) {
        Entitlement entitlement = Entitlement.of(provider.value(), "role", Map.of("name", samples.values.line(50)));
        return Claim.waiting(grant, item, entitlement, new TargetKey("role " + item), due, due.plusSeconds(3600));
    }

    private void insert(GrantId id, List<Claim> claims) {
        Grant grant = samples.grant(
                id, samples.eligibility(), samples.identity(), samples.identity(), samples.values.instant());
        contract.run(unit -> unit.grants().insert(grant, claims));
    }

    private AssignmentId assignment() {
        return contract.unit(this::assignment);
    }

    private AssignmentId assignment(UnitOfWork unit) {
        Assignment fresh = rows.fresh("gcp", unit.now());
        return unit.assignments().lockOrInsertAll(List.of(fresh)).get(0).id();
    }
}
