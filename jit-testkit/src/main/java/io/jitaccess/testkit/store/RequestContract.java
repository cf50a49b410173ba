package io.jitaccess.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.approval.Decision;
import io.jitaccess.approval.Verdict;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.StaleVersionException;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests one by one. */
abstract class RequestContract {

    private final StoreContract contract;
    private final Samples samples = new Samples(3);

    RequestContract(StoreContract contract) {
        this.contract = contract;
    }

    @Test
    void everyFieldOfARequestSurvives() {
        for (int i = 0; i < 15; i++) {
            for (RequestState state : RequestState.values()) {
                AccessRequest request = samples.request(state);
                assertThat(insert(request)).isTrue();
                assertThat(find(request.id())).contains(request);
            }
        }
    }

    @Test
    void everyFieldThatMayChangeSurvivesAnUpdate() {
        for (int i = 0; i < 15; i++) {
            for (RequestState state : RequestState.values()) {
                AccessRequest request = samples.request(RequestState.PENDING);
                insert(request);
                AccessRequest next = samples.next(request, state);

                AccessRequest updated = contract.unit(unit -> unit.requests().update(next));

                assertThat(updated).isEqualTo(next.atVersion(1));
                assertThat(find(request.id())).contains(updated);
            }
        }
    }

    @Test
    void aNewRequestIsAtVersionZeroWhateverItSays() {
        AccessRequest request = samples.request(RequestState.PENDING);

        insert(request.atVersion(7));

        assertThat(find(request.id())).contains(request);
    }

    @Test
    void anUnknownRequestIsNotFound() {
        contract.run(unit -> {
            assertThat(unit.requests().find(RequestId.random())).isEmpty();
            assertThat(unit.requests().lock(RequestId.random())).isEmpty();
            assertThat(unit.requests().findByIdempotencyKey(samples.identity(), "key"))
                    .isEmpty();
            assertThat(unit.requests().nextDue()).isEmpty();
        });
    }

    @Test
    void aSecondRequestWithTheSameIdempotencyKeyIsNotWritten() {
        AccessRequest first = withKey("key");
        AccessRequest second = pending(first.requester(), "key");

        assertThat(insert(first)).isTrue();
        assertThat(insert(second)).isFalse();

        assertThat(find(second.id())).isEmpty();
        assertThat(contract.found(unit -> unit.requests().findByIdempotencyKey(first.requester(), "key")))
                .contains(first);
    }

    @Test
    void aUnitOfWorkGoesOnAfterAKnownIdempotencyKey() {
        AccessRequest first = withKey("key");
        AccessRequest other = samples.request(RequestState.PENDING);
        insert(first);

        contract.run(unit -> {
            assertThat(unit.requests().insert(pending(first.requester(), "key")))
                    .isFalse();
            assertThat(unit.requests().insert(other)).isTrue();
        });

        assertThat(find(other.id())).contains(other);
    }

    @Test
    void anIdempotencyKeyIsOneRequestersOwn() {
        AccessRequest first = withKey("key");
        AccessRequest second = withKey("key");

        assertThat(insert(first)).isTrue();
        assertThat(insert(second)).isTrue();
        assertThat(contract.found(unit -> unit.requests().findByIdempotencyKey(second.requester(), "key")))
                .contains(second);
        assertThat(contract.found(unit -> unit.requests().findByIdempotencyKey(second.requester(), "KEY")))
                .isEmpty();
    }

    @Test
    void requestsWithoutAnIdempotencyKeyAreNotEachOthers() {
        IdentityId requester = samples.identity();

        for (int i = 0; i < 3; i++) {
            assertThat(insert(new RequestEdit(samples.request(RequestState.PENDING))
                            .by(requester)
                            .key(Optional.empty())
                            .build()))
                    .isTrue();
        }
    }

    @Test
    void ofRequestsWithOneIdempotencyKeyAtOnceOneIsWritten() {
        IdentityId requester = samples.identity();

        List<Boolean> written = AtOnce.run(
                6,
                () -> insert(new RequestEdit(new Samples(System.nanoTime()).request(RequestState.PENDING))
                        .by(requester)
                        .key(Optional.of("key"))
                        .build()));

        assertThat(written).containsOnlyOnce(true).hasSize(6);
    }

    @Test
    void anInsertThatWaitsForAnUndoneOneWithTheSameKeyIsWritten() {
        AccessRequest undone = withKey("key");
        AccessRequest second = pending(undone.requester(), "key");
        AtomicReference<CompletableFuture<Boolean>> other = new AtomicReference<>();

        assertThatThrownBy(() -> contract.run(unit -> {
                    unit.requests().insert(undone);
                    other.set(AtOnce.start(() -> insert(second)));
                    assertThat(AtOnce.isStillWaiting(other.get())).isTrue();
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(AtOnce.result(other.get())).isTrue();
        assertThat(find(second.id())).contains(second);
    }

    @Test
    void aStaleOrUnknownRequestIsNotUpdated() {
        AccessRequest request = samples.request(RequestState.PENDING);
        AccessRequest denied = samples.next(request, RequestState.DENIED);
        insert(request);
        AccessRequest updated =
                contract.unit(unit -> unit.requests().update(samples.next(request, RequestState.PENDING)));

        assertThatThrownBy(() -> contract.unit(unit -> unit.requests().update(denied)))
                .isInstanceOf(StaleVersionException.class);
        assertThatThrownBy(() -> contract.unit(unit -> unit.requests().update(denied.atVersion(2))))
                .isInstanceOf(StaleVersionException.class);
        assertThatThrownBy(() -> contract.unit(unit -> unit.requests().update(samples.request(RequestState.PENDING))))
                .isInstanceOf(StaleVersionException.class);

        assertThat(find(request.id())).contains(updated);
    }

    @Test
    void ofTwoUpdatesOfOneVersionAtOnceOneFails() {
        AccessRequest request = samples.request(RequestState.PENDING);
        insert(request);

        List<Boolean> written = AtOnce.run(4, () -> {
            try {
                contract.unit(unit ->
                        unit.requests().update(new Samples(System.nanoTime()).next(request, RequestState.APPROVED)));
                return true;
            } catch (StaleVersionException e) {
                return false;
            }
        });

        assertThat(written).containsOnlyOnce(true);
        assertThat(find(request.id()).orElseThrow().version()).isOne();
        assertThat(find(request.id()).orElseThrow().decisions()).hasSize(3);
    }

    @Test
    void aLockWaitsForTheOneBeforeAndSeesWhatItWrote() {
        AccessRequest request = samples.request(RequestState.PENDING);
        AccessRequest next = samples.next(request, RequestState.APPROVED);
        insert(request);

        CompletableFuture<Optional<AccessRequest>> other = contract.unit(unit -> {
            unit.requests().lock(request.id());
            CompletableFuture<Optional<AccessRequest>> waiting = AtOnce.start(
                    () -> contract.unit(elsewhere -> elsewhere.requests().lock(request.id())));
            assertThat(AtOnce.isStillWaiting(waiting)).isTrue();
            unit.requests().update(next);
            return waiting;
        });

        assertThat(AtOnce.result(other)).contains(next.atVersion(1));
    }

    @Test
    void decisionsAreKeptInTheOrderInWhichTheyWereMade() {
        AccessRequest request = samples.request(RequestState.PENDING);
        insert(request);

        AccessRequest latest = request;
        for (int i = 0; i < 5; i++) {
            AccessRequest next = samples.next(latest, RequestState.PENDING);
            latest = contract.unit(unit -> unit.requests().update(next));
        }

        assertThat(find(request.id()).orElseThrow().decisions())
                .isEqualTo(latest.decisions())
                .hasSize(7);
    }

    @Test
    void decisionsOnceMadeStayAsTheyAre() {
        AccessRequest request = samples.request(RequestState.PENDING);
        insert(request);

        assertThatThrownBy(() -> contract.unit(unit -> unit.requests()
                        .update(new RequestEdit(request).decisions(List.of()).build())))
                .isInstanceOf(StoreException.class);

        assertThat(find(request.id())).contains(request);
    }

    @Test
    void aPersonDecidesOnceInARequest() {
        AccessRequest request = samples.request(RequestState.PENDING);
        insert(request);
        Decision first = request.decisions().get(0);
        List<Decision> decisions = new ArrayList<>(request.decisions());
        decisions.add(new Decision(2, samples.identity(), first.person(), Verdict.DENY, "", first.at(), 0));

        assertThatThrownBy(() -> contract.unit(unit -> unit.requests()
                        .update(new RequestEdit(request).decisions(decisions).build())))
                .isInstanceOf(StoreException.class);

        assertThat(find(request.id())).contains(request);
    }

    @Test
    void pendingRequestsAreDueFromTheirInstantOnTheEarliestFirst() {
        Instant now = contract.now();
        List<AccessRequest> due = IntStream.of(30, 10, 20, 0)
                .mapToObj(seconds -> due(now.minusSeconds(seconds)))
                .toList();
        due.forEach(this::insert);
        insert(due(now.plusSeconds(3600)));
        insert(samples.request(RequestState.LAPSED));

        List<AccessRequest> three = contract.unit(unit -> unit.requests().lockDue(3));

        assertThat(three).containsExactly(due.get(0), due.get(2), due.get(1));
        assertThat(contract.listed(unit -> unit.requests().lockDue(10)))
                .containsExactlyElementsOf(due.stream()
                        .sorted(Comparator.comparing(
                                request -> request.nextDueAt().orElseThrow()))
                        .toList());
        assertThat(contract.found(unit -> unit.requests().nextDue())).contains(now.minusSeconds(30));
    }

    @Test
    void theNextDueInstantMayBeInTheFuture() {
        Instant later = contract.now().plusSeconds(100);
        insert(due(later));

        assertThat(contract.found(unit -> unit.requests().nextDue())).contains(later);
        assertThat(contract.listed(unit -> unit.requests().lockDue(1))).isEmpty();
    }

    @Test
    void dueRequestsThatSomebodyHoldsLockedAreSkipped() {
        Instant now = contract.now();
        AccessRequest held = due(now.minusSeconds(10));
        AccessRequest free = due(now.minusSeconds(5));
        insert(held);
        insert(free);

        CompletableFuture<List<AccessRequest>> other = contract.unit(unit -> {
            unit.requests().lock(held.id());
            CompletableFuture<List<AccessRequest>> elsewhere =
                    AtOnce.start(() -> contract.unit(second -> second.requests().lockDue(1)));
            if (contract.runsUnitsAtOnce()) {
                assertThat(AtOnce.result(elsewhere)).containsExactly(free);
            }
            return elsewhere;
        });

        assertThat(AtOnce.result(other)).hasSize(1);
    }

    private AccessRequest due(Instant at) {
        return new RequestEdit(samples.request(RequestState.PENDING)).dueAt(at).build();
    }

    private AccessRequest withKey(String key) {
        return pending(samples.identity(), key);
    }

    private AccessRequest pending(IdentityId requester, String key) {
        return new RequestEdit(samples.request(RequestState.PENDING))
                .by(requester)
                .key(Optional.of(key))
                .build();
    }

    private boolean insert(AccessRequest request) {
        return contract.unit(unit -> unit.requests().insert(request));
    }

    private Optional<AccessRequest> find(RequestId id) {
        return contract.unit(unit -> unit.requests().find(id));
    }
}
