package io.jitaccess.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.problem.StaleVersionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Grants one by one. */
abstract class GrantContract {

    private final StoreContract contract;
    private final Samples samples = new Samples(5);

    GrantContract(StoreContract contract) {
        this.contract = contract;
    }

    @Test
    void everyFieldOfAGrantSurvives() {
        for (int i = 0; i < 15; i++) {
            for (GrantState state : GrantState.values()) {
                Grant grant = insert(samples.grant(state));
                assertThat(find(grant.id())).contains(grant);
            }
        }
    }

    @Test
    void everyFieldThatMayChangeSurvivesAnUpdate() {
        for (GrantState state : GrantState.values()) {
            List<Grant> next = IntStream.range(0, 20)
                    .mapToObj(i -> samples.next(insert(samples.grant(GrantState.SCHEDULED)), state))
                    .toList();

            List<Grant> updated = contract.listed(
                    unit -> next.stream().map(unit.grants()::update).toList());

            assertThat(updated)
                    .containsExactlyElementsOf(
                            next.stream().map(grant -> grant.atVersion(1)).toList());
            updated.forEach(grant -> assertThat(find(grant.id())).contains(grant));
        }
    }

    @Test
    void aNewGrantIsAtVersionZeroWhateverItSays() {
        Grant grant = samples.grant(GrantState.ACTIVE);

        insert(grant.atVersion(7));

        assertThat(find(grant.id())).contains(grant);
    }

    @Test
    void findingAndLockingSeveralGivesThoseThatExistLockedOnesById() {
        List<Grant> grants = IntStream.range(0, 12)
                .mapToObj(i -> insert(samples.grant(GrantState.ACTIVE)))
                .toList();
        List<GrantId> asked = new ArrayList<>(grants.stream().map(Grant::id).toList());
        asked.add(GrantId.random());
        asked.add(asked.get(0));
        Collections.reverse(asked);

        contract.run(unit -> {
            assertThat(unit.grants().findAll(asked)).containsExactlyInAnyOrderElementsOf(grants);
            assertThat(unit.grants().findAll(List.of())).isEmpty();
            assertThat(unit.grants().lockAll(asked))
                    .containsExactlyElementsOf(grants.stream()
                            .sorted(Comparator.comparing(Grant::id))
                            .toList());
            assertThat(unit.grants().lockAll(List.of())).isEmpty();
            assertThat(unit.grants().lock(grants.get(3).id())).contains(grants.get(3));
            assertThat(unit.grants().lock(GrantId.random())).isEmpty();
            assertThat(unit.grants().find(GrantId.random())).isEmpty();
        });
    }

    @Test
    void aLockWaitsForTheOneBeforeAndSeesWhatItWrote() {
        Grant grant = insert(samples.grant(GrantState.SCHEDULED));

        List<CompletableFuture<Optional<Grant>>> others = contract.unit(unit -> {
            unit.grants().lockAll(List.of(grant.id()));
            CompletableFuture<Optional<Grant>> one =
                    AtOnce.start(() -> contract.unit(second -> second.grants().lock(grant.id())));
            CompletableFuture<Optional<Grant>> many = AtOnce.start(() -> contract.unit(third ->
                    third.grants().lockAll(List.of(grant.id())).stream().findFirst()));
            assertThat(AtOnce.isStillWaiting(one)).isTrue();
            assertThat(AtOnce.isStillWaiting(many)).isTrue();
            unit.grants().update(grant.activating());
            return List.of(one, many);
        });

        others.forEach(other ->
                assertThat(AtOnce.result(other)).contains(grant.activating().atVersion(1)));
    }

    @Test
    void locksOnManyInWhateverOrderTheyAreGivenDoNotBlockEachOtherForEver() {
        List<GrantId> ids = IntStream.range(0, 20)
                .mapToObj(i -> insert(samples.grant(GrantState.ACTIVE)).id())
                .toList();

        List<Integer> locked = AtOnce.run(3, () -> {
            int sum = 0;
            for (int i = 0; i < 15; i++) {
                List<GrantId> order = new ArrayList<>(ids);
                Collections.shuffle(order);
                sum += contract.<Integer>unit(
                        unit -> unit.grants().lockAll(order).size());
            }
            return sum;
        });

        assertThat(locked).containsOnly(300);
    }

    @Test
    void aStaleOrUnknownGrantIsNotUpdated() {
        Grant grant = insert(samples.grant(GrantState.SCHEDULED));
        Grant updated = contract.unit(unit -> unit.grants().update(grant.activating()));

        Stream.of(grant, grant.atVersion(2), samples.grant(GrantState.ACTIVE))
                .forEach(stale -> assertThatThrownBy(
                                () -> contract.unit(unit -> unit.grants().update(stale)))
                        .isInstanceOf(StaleVersionException.class));

        assertThat(find(grant.id())).contains(updated);
    }

    @Test
    void liveGrantsAreDueFromTheirInstantOnTheEarliestFirst() {
        Instant now = contract.now();
        List<Grant> due = IntStream.of(30, 10, 20, 0)
                .mapToObj(seconds -> insert(live(now.minusSeconds(seconds))))
                .toList();
        insert(live(now.plusSeconds(3600)));
        insert(samples.grant(GrantState.ENDING));

        assertThat(contract.listed(unit -> unit.grants().lockDue(3)))
                .containsExactly(due.get(0), due.get(2), due.get(1));
        assertThat(contract.listed(unit -> unit.grants().lockDue(10))).hasSize(4);
        assertThat(contract.found(unit -> unit.grants().nextDue())).contains(now.minusSeconds(30));
    }

    @Test
    void nothingIsDueWhereNoGrantIsLive() {
        insert(samples.grant(GrantState.ENDING));
        insert(samples.grant(GrantState.ENDED));

        assertThat(contract.found(unit -> unit.grants().nextDue())).isEmpty();
        assertThat(contract.listed(unit -> unit.grants().lockDue(10))).isEmpty();
    }

    @Test
    void dueGrantsThatSomebodyHoldsLockedAreSkipped() {
        Instant now = contract.now();
        Grant held = insert(live(now.minusSeconds(10)));
        Grant free = insert(live(now.minusSeconds(5)));

        CompletableFuture<List<Grant>> other = contract.unit(unit -> {
            unit.grants().lock(held.id());
            CompletableFuture<List<Grant>> elsewhere =
                    AtOnce.start(() -> contract.unit(second -> second.grants().lockDue(1)));
            if (contract.runsUnitsAtOnce()) {
                assertThat(AtOnce.result(elsewhere)).containsExactly(free);
            }
            return elsewhere;
        });

        assertThat(AtOnce.result(other)).hasSize(1);
    }

    private Grant live(Instant due) {
        return samples.grant(GrantState.ACTIVE).dueAt(due);
    }

    private Grant insert(Grant grant) {
        contract.run(unit -> unit.grants().insert(grant, List.of()));
        return grant;
    }

    private Optional<Grant> find(GrantId id) {
        return contract.unit(unit -> unit.grants().find(id));
    }
}
