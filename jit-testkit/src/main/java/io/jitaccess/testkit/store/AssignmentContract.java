package io.jitaccess.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.problem.StaleVersionException;
import io.jitaccess.spi.store.AssignmentStore;
import io.jitaccess.spi.store.AssignmentStore.AccessKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Assignments, but for how they are leased. */
abstract class AssignmentContract {

    private static final ProviderId AWS = new ProviderId("aws");
    private static final EntitlementKind ROLE = new EntitlementKind("role");

    private final StoreContract contract;
    private final SampleRows rows = new SampleRows(9);

    AssignmentContract(StoreContract contract) {
        this.contract = contract;
    }

    @Test
    void everyFieldOfAnAssignmentSurvivesAnUpdateOfOneOrMany() {
        for (AssignmentState state : AssignmentState.values()) {
            List<Assignment> fresh = IntStream.range(0, 20)
                    .mapToObj(i -> insert(rows.fresh("aws", now())))
                    .toList();
            List<Assignment> next =
                    fresh.stream().map(row -> rows.next(row, state)).toList();

            List<Assignment> updated = contract.unit(unit -> {
                List<Assignment> all = new ArrayList<>(unit.assignments().updateAll(next.subList(1, 20)));
                all.add(0, unit.assignments().update(next.get(0)));
                return all;
            });

            assertThat(updated)
                    .containsExactlyElementsOf(
                            next.stream().map(row -> row.atVersion(1)).toList());
            updated.forEach(row -> assertThat(find(row.id())).contains(row));
        }
    }

    @Test
    void theFirstOfAnAccessIsAddedAtVersionZeroAndTheOthersGetItsRow() {
        Assignment first = rows.fresh("aws", now());
        Assignment second = copy(first, first.onlyGrant());

        Assignment added = contract.unit(unit ->
                unit.assignments().lockOrInsertAll(List.of(first.atVersion(5))).get(0));
        Assignment found = contract.unit(
                unit -> unit.assignments().lockOrInsertAll(List.of(second)).get(0));

        assertThat(added).isEqualTo(first);
        assertThat(found).isEqualTo(first);
        assertThat(find(first.id())).contains(first);
        assertThat(find(second.id())).isEmpty();
    }

    @Test
    void theSameUnitOfWorkGetsTheRowThatItAdded() {
        Assignment first = rows.fresh("aws", now());

        contract.run(unit -> {
            unit.assignments().lockOrInsertAll(List.of(first)).get(0);
            assertThat(unit.assignments()
                            .lockOrInsertAll(List.of(copy(first, first.onlyGrant())))
                            .get(0))
                    .isEqualTo(first);
        });
    }

    @Test
    void eachGrantHasItsOwnRowWhereTheKindIsPerGrant() {
        Assignment shared = copy(rows.fresh("aws", now()), Optional.empty());
        Assignment one = copy(shared, Optional.of(GrantId.random()));
        Assignment other = copy(shared, Optional.of(GrantId.random()));

        List<Assignment> all = Stream.of(shared, one, other, copy(shared, Optional.empty()), copy(one, one.onlyGrant()))
                .map(this::insert)
                .toList();

        assertThat(all).containsExactly(shared, one, other, shared, one);
        assertThat(sameAccessAs(shared)).containsExactlyInAnyOrder(shared, one, other);
    }

    @Test
    void keysOfTheGreatestLengthDifferInTheirLastCharacter() {
        String longest = "漢".repeat(1023);
        Assignment first = insert(row("aws", longest + "1", longest + "1"));
        Assignment second = insert(row("aws", longest + "2", longest + "1"));
        Assignment third = insert(row("aws", longest + "1", longest + "2"));
        Assignment fourth = insert(row("aws2", longest + "1", longest + "1"));

        Stream.of(first, second, third, fourth)
                .forEach(row -> assertThat(sameAccessAs(row)).containsExactly(row));
    }

    @Test
    void manyAccessesAreFoundAtOnce() {
        Assignment one = insert(row("aws", "anna", "role"));
        Assignment ofGrant = insert(copy(one, Optional.of(GrantId.random())));
        Assignment other = insert(row("aws", "ben", "role"));
        insert(row("aws", "cyd", "role"));
        insert(row("aws2", "anna", "role"));
        List<AccessKey> keys = new ArrayList<>(List.of(key(one), key(other), key(one)));
        while (keys.size() < AssignmentStore.MOST_KEYS) {
            keys.add(new AccessKey(new PrincipalId("p" + keys.size()), new TargetKey("role")));
        }

        assertThat(find(one.provider(), keys)).containsExactlyInAnyOrder(one, ofGrant, other);
        assertThat(find(one.provider(), List.of())).isEmpty();
        keys.add(key(one));
        assertThatThrownBy(() -> find(one.provider(), keys)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysAreComparedExactly() {
        Assignment lower = insert(row("aws", "anna", "role"));
        Assignment upper = insert(row("aws", "Anna", "role"));
        Assignment spaced = insert(row("aws", "anna role", "x"));
        Assignment other = insert(row("aws", "anna", "role x"));

        assertThat(Stream.of(lower, upper, spaced, other).map(Assignment::id)).doesNotHaveDuplicates();
    }

    @Test
    void thoseWhoAddOneAccessAtOnceGetTheSameRow() {
        Assignment template = rows.fresh("aws", now());

        List<Assignment> all = AtOnce.run(6, () -> insert(copy(template, Optional.empty())));

        assertThat(all.stream().distinct()).hasSize(1);
        assertThat(sameAccessAs(template)).hasSize(1);
    }

    @Test
    void lockOrInsertHoldsTheRowLocked() {
        Assignment row = insert(rows.fresh("aws", now()));
        Assignment next = rows.next(row, AssignmentState.PRESENT);

        CompletableFuture<Assignment> other = contract.unit(unit -> {
            unit.assignments()
                    .lockOrInsertAll(List.of(copy(row, row.onlyGrant())))
                    .get(0);
            CompletableFuture<Assignment> waiting = AtOnce.start(() -> insert(copy(row, row.onlyGrant())));
            assertThat(AtOnce.isStillWaiting(waiting)).isTrue();
            unit.assignments().update(next);
            return waiting;
        });

        assertThat(AtOnce.result(other)).isEqualTo(next.atVersion(1));
    }

    @Test
    void findingAndLockingSeveralGivesThoseThatExistLockedOnesById() {
        List<Assignment> all = IntStream.range(0, 12)
                .mapToObj(i -> insert(rows.fresh("aws", now())))
                .toList();
        List<AssignmentId> asked =
                new ArrayList<>(all.stream().map(Assignment::id).toList());
        asked.add(AssignmentId.random());
        asked.add(asked.get(0));
        Collections.reverse(asked);

        contract.run(unit -> {
            assertThat(unit.assignments().findAll(asked)).containsExactlyInAnyOrderElementsOf(all);
            assertThat(unit.assignments().lockAll(asked))
                    .containsExactlyElementsOf(all.stream()
                            .sorted(Comparator.comparing(Assignment::id))
                            .toList());
            assertThat(unit.assignments().findAll(List.of())).isEmpty();
            assertThat(unit.assignments().lockAll(List.of())).isEmpty();
            assertThat(unit.assignments().find(AssignmentId.random())).isEmpty();
        });
    }

    @Test
    void aStaleOrUnknownRowIsNotUpdatedNorAreThoseBesideIt() {
        List<Assignment> all = IntStream.range(0, 5)
                .mapToObj(i -> insert(rows.fresh("aws", now())))
                .toList();
        List<Assignment> next = new ArrayList<>(
                all.stream().map(row -> rows.next(row, AssignmentState.PRESENT)).toList());
        next.set(3, next.get(3).atVersion(1));
        List<Assignment> twice = List.of(next.get(0), next.get(1), next.get(0));
        Assignment unknown = rows.next(rows.fresh("aws", now()), AssignmentState.PRESENT);

        Stream.of(next, twice, List.of(next.get(3)), List.of(unknown), List.of(next.get(0), unknown))
                .forEach(stale -> assertThatThrownBy(
                                () -> contract.run(unit -> unit.assignments().updateAll(stale)))
                        .isInstanceOf(StaleVersionException.class));

        all.forEach(row -> assertThat(find(row.id())).contains(row));
    }

    @Test
    void ofTwoUpdatesOfOneVersionAtOnceOneFailsWithAllThatIsBesideIt() {
        List<Assignment> all = IntStream.range(0, 10)
                .mapToObj(i -> insert(rows.fresh("aws", now())))
                .toList();

        List<Boolean> written = AtOnce.run(4, () -> {
            SampleRows own = new SampleRows(System.nanoTime());
            List<Assignment> next = new ArrayList<>(all.stream()
                    .map(row -> own.next(row, AssignmentState.PRESENT))
                    .toList());
            Collections.shuffle(next);
            try {
                contract.unit(unit -> unit.assignments().updateAll(next));
                return true;
            } catch (StaleVersionException e) {
                return false;
            }
        });

        assertThat(written).containsOnlyOnce(true);
        all.forEach(row -> assertThat(find(row.id()).orElseThrow().version()).isOne());
    }

    @Test
    void rowsMadeDueChangeNothingElse() {
        Assignment leased = insert(rows.fresh("aws", now()));
        Assignment toRest = insert(rows.fresh("aws", now()));
        Assignment resting = contract.unit(unit -> unit.assignments()
                .update(toRest.change()
                        .state(AssignmentState.ABSENT)
                        .nextDueAt(Optional.empty())
                        .build()));
        contract.unit(unit -> unit.assignments().leaseDue(AWS, 1, Duration.ofMinutes(1), false));
        Assignment untouched = insert(rows.fresh("aws", now()));
        Assignment before = find(leased.id()).orElseThrow();

        Instant made = contract.unit(unit -> {
            unit.assignments().makeDue(List.of(leased.id(), resting.id(), AssignmentId.random()));
            unit.assignments().makeDue(List.of());
            return unit.now();
        });

        assertThat(find(resting.id()))
                .contains(resting.change().nextDueAt(Optional.of(made)).build());
        assertThat(find(leased.id()))
                .contains(before.change().nextDueAt(Optional.of(made)).build());
        assertThat(find(untouched.id())).contains(untouched);
    }

    @Test
    void presentRowsOfAKindAreReadByIdPartByPart() {
        List<Assignment> present = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            present.add(inState(row("aws", "p" + i, "role"), AssignmentState.PRESENT));
        }
        inState(row("aws", "absent", "role"), AssignmentState.ABSENT);
        inState(row("okta", "p1", "role"), AssignmentState.PRESENT);
        inState(rows.fresh("aws", now()), AssignmentState.PRESENT);

        List<Assignment> read = new ArrayList<>();
        List<Assignment> part;
        do {
            Optional<AssignmentId> after = read.isEmpty()
                    ? Optional.empty()
                    : Optional.of(read.get(read.size() - 1).id());
            part = contract.unit(unit -> unit.assignments().present(AWS, ROLE, after, 3));
            read.addAll(part);
        } while (part.size() == 3);

        assertThat(read)
                .containsExactlyElementsOf(present.stream()
                        .sorted(Comparator.comparing(Assignment::id))
                        .toList());
    }

    @Test
    void overdueIsWhatNobodyWantsSinceBeforeAndIsNotAtRest() {
        Instant limit = Instant.parse("2025-01-01T00:00:00Z");
        Assignment second = unwantedSince(limit.minusSeconds(1), AssignmentState.REVOKING);
        Assignment first = unwantedSince(limit.minusSeconds(2), AssignmentState.ASSIGNING);
        Assignment possiblyOurs = unwantedSince(limit.minusSeconds(3), AssignmentState.STANDING);
        unwantedSince(limit, AssignmentState.REVOKING);
        unwantedSince(limit.minusSeconds(9), AssignmentState.ABSENT);
        Assignment standing = insert(rows.fresh("aws", now()));
        contract.run(unit -> unit.assignments()
                .update(standing.change()
                        .state(AssignmentState.STANDING)
                        .wantedUntil(limit.minusSeconds(9))
                        .build()));

        contract.run(unit -> {
            assertThat(unit.assignments().overdue(limit, 10)).containsExactly(possiblyOurs, first, second);
            assertThat(unit.assignments().overdue(limit, 2)).containsExactly(possiblyOurs, first);
            assertThat(unit.assignments().countOverdue(limit, 10)).isEqualTo(3);
            assertThat(unit.assignments().countOverdue(limit, 2)).isEqualTo(2);
            assertThat(unit.assignments().countOverdue(limit.minusSeconds(3), 2))
                    .isZero();
        });
    }

    private Assignment unwantedSince(Instant since, AssignmentState state) {
        Assignment fresh = insert(rows.fresh("aws", now()));
        Assignment next = rows.next(fresh, state).change().wantedUntil(since).build();
        return contract.unit(unit -> unit.assignments().update(next));
    }

    private Assignment inState(Assignment fresh, AssignmentState state) {
        insert(fresh);
        return contract.unit(unit -> unit.assignments().update(rows.next(fresh, state)));
    }

    private List<Assignment> sameAccessAs(Assignment row) {
        return find(row.provider(), List.of(key(row)));
    }

    private List<Assignment> find(ProviderId provider, List<AccessKey> keys) {
        return contract.listed(unit -> unit.assignments().findByKeys(provider, keys));
    }

    private static AccessKey key(Assignment row) {
        return new AccessKey(row.principal(), row.targetKey());
    }

    private Assignment row(String provider, String principal, String target) {
        return Assignment.fresh(
                AssignmentId.random(),
                Entitlement.of(provider, ROLE.value(), Map.of()),
                new PrincipalId(principal),
                new TargetKey(target),
                Optional.empty(),
                now());
    }

    private Assignment copy(Assignment like, Optional<GrantId> onlyGrant) {
        return Assignment.fresh(
                AssignmentId.random(),
                like.entitlement(),
                like.principal(),
                like.targetKey(),
                onlyGrant,
                like.wantedUntil());
    }

    private Instant now() {
        return contract.now();
    }

    private Assignment insert(Assignment fresh) {
        return contract.unit(
                unit -> unit.assignments().lockOrInsertAll(List.of(fresh)).get(0));
    }

    private Optional<Assignment> find(AssignmentId id) {
        return contract.unit(unit -> unit.assignments().find(id));
    }
}
