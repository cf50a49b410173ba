package io.jitaccess.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.problem.StaleVersionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How due assignments are shared out. */
abstract class AssignmentLeaseContract {

    private static final ProviderId AWS = new ProviderId("aws");
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);

    private final StoreContract contract;
    private final SampleRows rows = new SampleRows(10);

    AssignmentLeaseContract(StoreContract contract) {
        this.contract = contract;
    }

    @Test
    void aDueRowIsLeasedUnderATokenWithTheNextVersion() {
        Instant now = now();
        Assignment row = due(now.minusSeconds(1), now.plus(HOUR));

        Assignment leased = lease(10).get(0);

        Assignment.Lease lease = leased.lease().orElseThrow();
        assertThat(leased)
                .isEqualTo(row.change().lease(Optional.of(lease)).build().atVersion(row.version() + 1));
        assertThat(lease.until()).isBetween(now.plus(LEASE), now.plus(LEASE).plusSeconds(30));
        assertThat(find(row.id())).contains(leased);
    }

    @Test
    void everyLeaseHasATokenOfItsOwn() {
        Instant now = now();
        IntStream.range(0, 20).forEach(i -> due(now, now.plus(HOUR)));

        List<UUID> tokens = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            lease(20).forEach(row -> tokens.add(row.lease().orElseThrow().token()));
            contract.advance(LEASE.plusSeconds(1));
        }

        assertThat(tokens).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotDueAtRestOrAnotherProvidersIsNotLeased() {
        Instant now = now();
        due(now.plus(HOUR), now.plus(HOUR));
        Assignment resting = insert(rows.fresh("aws", now));
        contract.run(unit -> unit.assignments()
                .update(resting.change()
                        .state(AssignmentState.ABSENT)
                        .nextDueAt(Optional.empty())
                        .build()));
        Assignment others = insert(rows.fresh("okta", now));

        assertThat(lease(10)).isEmpty();
        assertThat(contract.listed(unit -> unit.assignments().leaseDue(others.provider(), 10, LEASE, false)))
                .extracting(Assignment::id)
                .containsExactly(others.id());
    }

    @Test
    void rowsThatNobodyWantsComeFirstThenThoseThatWaitLongest() {
        Instant now = now();
        List<Assignment> all = List.of(
                due(now.minusSeconds(50), now.plus(HOUR)),
                due(now.minusSeconds(60), now.plus(HOUR)),
                due(now.minusSeconds(10), now.minusSeconds(100)),
                due(now.minusSeconds(20), now.minusSeconds(100)),
                due(now.minusSeconds(100), now.minusSeconds(15)));

        assertThat(lease(10))
                .extracting(Assignment::id)
                .containsExactly(id(all, 3), id(all, 4), id(all, 2), id(all, 1), id(all, 0));
    }

    @Test
    void theLimitCutsOffWhatCameLast() {
        Instant now = now();
        List<Assignment> all = List.of(
                due(now.minusSeconds(60), now.plus(HOUR)),
                due(now.minusSeconds(50), now.plus(HOUR)),
                due(now.minusSeconds(10), now.minusSeconds(100)),
                due(now.minusSeconds(20), now.minusSeconds(100)));

        assertThat(lease(3)).extracting(Assignment::id).containsExactly(id(all, 3), id(all, 2), id(all, 0));
        assertThat(lease(3)).extracting(Assignment::id).containsExactly(id(all, 1));
        assertThat(lease(3)).isEmpty();
    }

    @Test
    void onlyWhatNobodyWantsCanBeAskedFor() {
        Instant now = now();
        due(now.minusSeconds(50), now.plus(HOUR));
        Assignment unwanted = due(now.minusSeconds(10), now);

        assertThat(contract.listed(unit -> unit.assignments().leaseDue(AWS, 10, LEASE, true)))
                .extracting(Assignment::id)
                .containsExactly(unwanted.id());
    }

    @Test
    void whatIsWantedBecomesUnwantedAsTimeGoesOn() {
        Instant now = now();
        Assignment row = due(now.minusSeconds(1), now.plus(HOUR));

        List<Assignment> before = contract.unit(unit -> unit.assignments().leaseDue(AWS, 10, LEASE, true));
        contract.advance(HOUR);

        assertThat(before).isEmpty();
        assertThat(contract.listed(unit -> unit.assignments().leaseDue(AWS, 10, LEASE, true)))
                .extracting(Assignment::id)
                .containsExactly(row.id());
    }

    @Test
    void aRowIsLeasedAgainWhenTheLeaseIsOver() {
        Instant now = now();
        due(now, now.plus(HOUR));
        due(now, now.minusSeconds(1));
        List<Assignment> first = lease(10);

        contract.advance(LEASE.minusSeconds(60));
        assertThat(lease(10)).isEmpty();
        contract.advance(Duration.ofSeconds(60));

        assertThat(lease(10))
                .extracting(Assignment::version)
                .containsExactly(first.get(0).version() + 1, first.get(1).version() + 1);
    }

    @Test
    void aLeaseIsRenewedOrGivenUpWithTheRow() {
        Instant now = now();
        due(now, now.plus(HOUR));
        Assignment leased = lease(1).get(0);
        UUID token = leased.lease().orElseThrow().token();
        Assignment.Lease longer = new Assignment.Lease(token, now.plus(HOUR));

        Assignment renewed = contract.unit(unit -> unit.assignments()
                .update(leased.change().lease(Optional.of(longer)).build()));
        contract.advance(LEASE.plusSeconds(60));
        assertThat(renewed.lease()).contains(longer);
        assertThat(lease(1)).isEmpty();
        assertThat(nextDue()).contains(now.plus(HOUR));
        contract.run(unit -> unit.assignments()
                .update(renewed.change().lease(Optional.empty()).build()));

        assertThat(nextDue()).contains(now);
        assertThat(lease(1)).hasSize(1);
    }

    @Test
    void theNextDueInstantIsThatOfTheFirstRowThatCanBeLeased() {
        Instant now = now();
        assertThat(nextDue()).isEmpty();
        due(now.plus(HOUR), now.plus(HOUR));
        assertThat(nextDue()).contains(now.plus(HOUR));
        due(now.minusSeconds(5), now.plus(HOUR));
        assertThat(nextDue()).contains(now.minusSeconds(5));

        Assignment leased = lease(1).get(0);

        assertThat(nextDue()).contains(leased.lease().orElseThrow().until());
    }

    @Test
    void aRowMadeDueUnderALeaseStaysUnderIt() {
        Instant now = now();
        Assignment row = due(now, now.plus(HOUR));
        Assignment leased = lease(1).get(0);

        contract.run(unit -> unit.assignments().makeDue(List.of(row.id())));

        assertThat(lease(1)).isEmpty();
        assertThat(nextDue()).contains(leased.lease().orElseThrow().until());
    }

    @Test
    void aRowAtRestThatIsMadeDueIsLeased() {
        Assignment resting = insert(rows.fresh("aws", now()));
        contract.run(unit -> unit.assignments()
                .update(resting.change()
                        .state(AssignmentState.ABSENT)
                        .nextDueAt(Optional.empty())
                        .build()));

        contract.run(unit -> unit.assignments().makeDue(List.of(resting.id())));

        assertThat(lease(1)).extracting(Assignment::id).containsExactly(resting.id());
    }

    @Test
    void dueRowsThatSomebodyHoldsLockedAreSkipped() {
        Instant now = now();
        Assignment heldUnwanted = due(now.minusSeconds(9), now.minusSeconds(9));
        Assignment held = due(now.minusSeconds(9), now.plus(HOUR));
        Assignment free = due(now.minusSeconds(5), now.plus(HOUR));

        CompletableFuture<List<Assignment>> other = contract.unit(unit -> {
            unit.assignments().lockAll(List.of(held.id(), heldUnwanted.id()));
            CompletableFuture<List<Assignment>> elsewhere = AtOnce.start(() -> lease(10));
            if (contract.runsUnitsAtOnce()) {
                assertThat(AtOnce.result(elsewhere)).extracting(Assignment::id).containsExactly(free.id());
            }
            return elsewhere;
        });

        assertThat(AtOnce.result(other)).hasSize(contract.runsUnitsAtOnce() ? 1 : 3);
    }

    @Test
    void rowsAreLeasedOnceThoughSeveralTakeThemAtOnce() {
        Instant now = now();
        List<AssignmentId> all = IntStream.range(0, 150)
                .mapToObj(i -> due(now.minusSeconds(i % 7), i % 2 == 0 ? now.plus(HOUR) : now)
                        .id())
                .toList();

        List<List<Assignment>> leased = AtOnce.run(4, () -> {
            List<Assignment> mine = new ArrayList<>();
            while (nextDue().orElseThrow().isBefore(now.plusSeconds(1))) {
                mine.addAll(lease(8));
            }
            return mine;
        });

        assertThat(leased.stream().flatMap(List::stream).map(Assignment::id)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aPausedHolderCannotOverwriteWhatTheNextOneWrote() {
        Instant now = now();
        due(now, now.plus(HOUR));
        Assignment paused = lease(1).get(0);
        contract.advance(LEASE);
        Assignment next = lease(1).get(0);

        assertThatThrownBy(() ->
                        contract.run(unit -> unit.assignments().update(rows.next(paused, AssignmentState.PRESENT))))
                .isInstanceOf(StaleVersionException.class);

        assertThat(find(next.id())).contains(next);
    }

    private static AssignmentId id(List<Assignment> all, int index) {
        return all.get(index).id();
    }

    private Assignment due(Instant at, Instant wantedUntil) {
        Assignment fresh = insert(rows.fresh("aws", at));
        return contract.unit(unit -> unit.assignments()
                .update(fresh.change().wantedUntil(wantedUntil).build()));
    }

    private List<Assignment> lease(int limit) {
        return contract.unit(unit -> unit.assignments().leaseDue(AWS, limit, LEASE, false));
    }

    private Optional<Instant> nextDue() {
        return contract.unit(unit -> unit.assignments().nextDue(AWS));
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
