package io.jitaccess.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Grants that meet in assignments: who holds what, from either end. */
abstract class SharedAccessContract {

    private final StoreContract contract;
    private final Samples samples = new Samples(31);
    private final SampleRows rows = new SampleRows(32);

    SharedAccessContract(StoreContract contract) {
        this.contract = contract;
    }

    @Test
    void theHoldersOfAnAssignmentAreTheGrantsWithOpenClaimsOnIt() {
        AssignmentId shared = assignment().id();
        AssignmentId other = assignment().id();
        Grant one = grant(Optional.of(shared), ClaimState.ACTIVE, Optional.of(other), ClaimState.ENDED);
        Grant two = grant(Optional.of(shared), ClaimState.ENDING, Optional.empty(), ClaimState.WAITING);
        Grant over = grant(Optional.of(shared), ClaimState.ENDED, Optional.of(other), ClaimState.CLAIMING);

        contract.run(unit -> {
            assertThat(unit.grants().lockHolders(List.of(shared))).containsExactlyElementsOf(byId(one, two));
            assertThat(unit.grants().lockHolders(List.of(other, AssignmentId.random())))
                    .containsExactly(over);
            assertThat(unit.grants().lockHolders(List.of(shared, other)))
                    .containsExactlyElementsOf(byId(one, two, over));
            assertThat(unit.grants().lockHolders(List.of())).isEmpty();
            assertThat(unit.grants().claimsOfHolders(List.of(shared)))
                    .containsExactlyElementsOf(unit.grants().claimsOf(List.of(one.id(), two.id())));
            assertThat(unit.grants().claimsOfHolders(List.of())).isEmpty();
        });
    }

    @Test
    void aroundAGrantAreItsClaimsAndTheOpenOnesOfOthersOnWhatItHolds() {
        AssignmentId held = assignment().id();
        AssignmentId given = assignment().id();
        Grant ending = grant(Optional.of(held), ClaimState.ACTIVE, Optional.of(given), ClaimState.ENDED);
        Grant beside = grant(Optional.of(held), ClaimState.CLAIMING, Optional.of(given), ClaimState.ACTIVE);
        grant(Optional.of(held), ClaimState.ENDED, Optional.empty(), ClaimState.WAITING);

        contract.run(unit -> {
            List<Claim> around = new ArrayList<>(unit.grants().claimsOf(List.of(ending.id())));
            around.add(unit.grants().claims(beside.id()).get(0));
            assertThat(unit.grants().claimsAround(List.of(ending.id())))
                    .containsExactlyElementsOf(around.stream()
                            .sorted(Comparator.comparing(Claim::grant).thenComparingInt(Claim::item))
                            .toList());
            assertThat(unit.grants().claimsAround(List.of(GrantId.random()))).isEmpty();
            assertThat(unit.assignments().lockHeld(List.of(ending.id())))
                    .extracting(Assignment::id)
                    .containsExactly(held);
            assertThat(unit.assignments().lockHeld(List.of(ending.id(), beside.id())))
                    .extracting(Assignment::id)
                    .containsExactlyElementsOf(Stream.of(held, given).sorted().toList());
            assertThat(unit.assignments().lockHeld(List.of())).isEmpty();
        });
    }

    @Test
    void holdersAndWhatIsHeldAreLocked() {
        Assignment row = assignment();
        Grant grant = grant(Optional.of(row.id()), ClaimState.ACTIVE, Optional.empty(), ClaimState.WAITING);

        List<CompletableFuture<Boolean>> others = contract.unit(unit -> {
            unit.grants().lockHolders(List.of(row.id()));
            unit.assignments().lockHeld(List.of(grant.id()));
            List<CompletableFuture<Boolean>> waiting = List.of(
                    AtOnce.start(() -> contract.unit(
                            second -> second.grants().lock(grant.id()).isPresent())),
                    AtOnce.start(() -> contract.unit(third ->
                            !third.assignments().lockAll(List.of(row.id())).isEmpty())));
            waiting.forEach(one -> assertThat(AtOnce.isStillWaiting(one)).isTrue());
            return waiting;
        });

        others.forEach(other -> assertThat(AtOnce.result(other)).isTrue());
    }

    @Test
    void severalAccessesAreLockedOrAddedAtOnceInTheOrderInWhichTheyAreGiven() {
        Assignment known = assignment();
        Assignment fresh = rows.fresh("aws", contract.now());
        Assignment again = new Assignment(
                AssignmentId.random(),
                0,
                known.entitlement(),
                known.principal(),
                known.targetKey(),
                known.onlyGrant(),
                fresh.state(),
                fresh.wantedUntil(),
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                false,
                fresh.nextDueAt(),
                Optional.empty());

        assertThat(contract.listed(unit -> unit.assignments().lockOrInsertAll(List.of(fresh, again))))
                .containsExactly(fresh, known);
        assertThat(contract.listed(unit -> unit.assignments().lockOrInsertAll(List.of(again, fresh))))
                .containsExactly(known, fresh);
        assertThat(contract.listed(unit -> unit.assignments().lockOrInsertAll(List.of())))
                .isEmpty();
    }

    @Test
    void nodesThatAddTheSameAccessesInDifferentOrdersGetTheSameRows() {
        List<Assignment> fresh = Stream.generate(() -> rows.fresh("aws", contract.now()))
                .limit(8)
                .toList();
        List<Assignment> reversed = new ArrayList<>(fresh);
        Collections.reverse(reversed);

        List<Set<AssignmentId>> got = AtOnce.run(
                4,
                () -> Set.copyOf(contract
                        .listed(unit -> unit.assignments()
                                .lockOrInsertAll((System.nanoTime() % 2 == 0 ? fresh : reversed)
                                        .stream()
                                                .map(row -> rows.fresh(row, unit.now()))
                                                .toList()))
                        .stream()
                        .map(Assignment::id)
                        .toList()));

        assertThat(got).hasSize(4).containsOnly(got.get(0));
        assertThat(got.get(0)).hasSize(fresh.size());
    }

    private static List<Grant> byId(Grant... grants) {
        return Stream.of(grants).sorted(Comparator.comparing(Grant::id)).toList();
    }

    private Assignment assignment() {
        return contract.unit(unit -> unit.assignments()
                .lockOrInsertAll(List.of(rows.fresh("aws", unit.now())))
                .get(0));
    }

    private Grant grant(
            Optional<AssignmentId> first, ClaimState state, Optional<AssignmentId> second, ClaimState secondState) {
        GrantId id = GrantId.random();
        Grant grant = samples.grant(
                id, samples.eligibility(), samples.identity(), samples.identity(), samples.values.instant());
        List<Claim> claims = List.of(
                samples.claim(id, 0, state, first.orElseGet(AssignmentId::random)),
                samples.claim(id, 1, secondState, second.orElseGet(AssignmentId::random)));
        contract.run(unit -> unit.grants().insert(grant, claims));
        return grant;
    }
}
