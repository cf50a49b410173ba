package io.jitaccess.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.eligibility.CatalogueRevision;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.grant.Suspension;
import io.jitaccess.problem.StaleVersionException;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.StoreException;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whole or not at all, time, and what runs after. */
abstract class UnitOfWorkContract {

    private final StoreContract contract;
    private final Samples samples = new Samples(1);
    private final SampleRows rows = new SampleRows(2);

    UnitOfWorkContract(StoreContract contract) {
        this.contract = contract;
    }

    @Test
    void aUnitOfWorkReturnsWhatItsWorkReturnsAndKeepsWhatItWrote() {
        AccessRequest request = samples.request(RequestState.PENDING);
        Grant grant = samples.grant(GrantState.ACTIVE);

        String result = contract.store().joining(unit -> {
            unit.requests().insert(request);
            unit.grants().insert(grant, List.of());
            return "done";
        });

        assertThat(result).isEqualTo("done");
        contract.run(unit -> {
            assertThat(unit.requests().find(request.id())).contains(request);
            assertThat(unit.grants().find(grant.id())).contains(grant);
        });
    }

    @Test
    void aUnitOfWorkThatThrowsLeavesNothing() {
        writeEverythingAndThrow(new IllegalStateException("on purpose"));
    }

    @Test
    void aUnitOfWorkThatThrowsAnErrorLeavesNothing() {
        writeEverythingAndThrow(new AssertionError("on purpose"));
    }

    private void writeEverythingAndThrow(Throwable failure) {
        AccessRequest request = samples.request(RequestState.PENDING);
        Grant grant = samples.grant(GrantState.ACTIVE);
        AuditEvent event = rows.event(AuditAction.GRANT_CREATED);

        assertThatThrownBy(() -> contract.run(unit -> {
                    unit.requests().insert(request);
                    unit.grants().insert(grant, List.of());
                    unit.grants().update(grant);
                    unit.assignments()
                            .lockOrInsertAll(List.of(rows.fresh("aws", unit.now())))
                            .get(0);
                    unit.audit().append(List.of(event));
                    unit.outbox().enqueue("mail", rows.notification());
                    unit.catalogue().activate("test", "{}");
                    unit.suspensions().put(rows.suspension(Suspension.Scope.EVERYTHING));
                    unit.jobs().take("scan", Duration.ofMinutes(1));
                    sneak(failure);
                }))
                .isSameAs(failure);

        contract.run(unit -> {
            assertThat(unit.requests().find(request.id())).isEmpty();
            assertThat(unit.grants().find(grant.id())).isEmpty();
            assertThat(unit.assignments().nextDue(rows.fresh("aws", unit.now()).provider()))
                    .isEmpty();
            assertThat(unit.audit().page(AuditQuery.ALL, PageRequest.first(1)).items())
                    .isEmpty();
            assertThat(unit.outbox().waiting("mail", 1)).isZero();
            assertThat(unit.catalogue().activeNumber()).isZero();
            assertThat(unit.suspensions().list()).isEmpty();
            assertThat(unit.jobs().nextDue("scan")).isEmpty();
        });
    }

    private static void sneak(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Test
    void anUpdateThatIsUndoneLeavesTheRowAsItWas() {
        Grant grant = samples.grant(GrantState.SCHEDULED);
        contract.run(unit -> unit.grants().insert(grant, List.of()));

        assertThatThrownBy(() -> contract.run(unit -> {
                    unit.grants().update(grant.activating());
                    unit.grants().update(grant);
                }))
                .isInstanceOf(StaleVersionException.class);

        assertThat(contract.found(unit -> unit.grants().find(grant.id()))).contains(grant);
    }

    @Test
    void workThatGoesOnAfterAFailureOfTheStoreIsNotCommitted() {
        Grant grant = samples.grant(GrantState.ACTIVE);
        Grant another = samples.grant(GrantState.ACTIVE);
        contract.run(unit -> unit.grants().insert(grant, List.of()));

        assertThatThrownBy(() -> contract.run(unit -> {
                    unit.grants().insert(another, List.of());
                    try {
                        unit.grants().insert(grant, List.of());
                    } catch (StoreException expected) {
                        assertThat(expected.isOutcomeUnknown()).isFalse();
                    }
                }))
                .isInstanceOf(StoreException.class);

        assertThat(contract.found(unit -> unit.grants().find(another.id()))).isEmpty();
    }

    @Test
    void whatIsNotCommittedIsSeenByNobodyElse() {
        Grant grant = samples.grant(GrantState.ACTIVE);
        AtomicReference<CompletableFuture<Optional<Grant>>> other = new AtomicReference<>();

        assertThatThrownBy(() -> contract.run(unit -> {
                    unit.grants().insert(grant, List.of());
                    other.set(AtOnce.start(
                            () -> contract.unit(elsewhere -> elsewhere.grants().find(grant.id()))));
                    assertThat(AtOnce.isStillWaiting(other.get())).isEqualTo(!contract.runsUnitsAtOnce());
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(AtOnce.result(other.get())).isEmpty();
    }

    @Test
    void aUnitOfWorkHasOneTimeInMicrosecondsAndTheNextOneIsLater() {
        List<Instant> times = new ArrayList<>();

        contract.run(unit -> {
            times.add(unit.now());
            contract.advance(Duration.ofHours(1));
            assertThat(unit.now()).isEqualTo(times.get(0));
        });
        contract.run(unit -> times.add(unit.now()));

        assertThat(times.get(0)).isEqualTo(times.get(0).truncatedTo(ChronoUnit.MICROS));
        assertThat(Duration.between(times.get(0), times.get(1)))
                .isBetween(Duration.ofHours(1), Duration.ofHours(1).plusSeconds(30));
    }

    @Test
    void anActionAfterCommitRunsOnTheSameThreadAndSeesWhatWasCommitted() {
        Grant grant = samples.grant(GrantState.ACTIVE);
        List<String> seen = new ArrayList<>();
        Thread caller = Thread.currentThread();

        contract.run(unit -> {
            unit.afterCommit(() -> {
                assertThat(Thread.currentThread()).isSameAs(caller);
                seen.add(contract.unit(later -> later.grants().find(grant.id()).isPresent() ? "grant" : "nothing"));
            });
            unit.afterCommit(() -> seen.add("second"));
            unit.grants().insert(grant, List.of());
            assertThat(seen).isEmpty();
        });

        assertThat(seen).containsExactly("grant", "second");
    }

    @Test
    void anActionAfterCommitNeverRunsAfterARollBack() {
        List<String> seen = new ArrayList<>();

        assertThatThrownBy(() -> contract.run(unit -> {
                    unit.afterCommit(() -> seen.add("ran"));
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        contract.run(UnitOfWork::now);

        assertThat(seen).isEmpty();
    }

    @Test
    void whatAnActionAfterCommitThrowsIsDropped() {
        List<String> seen = new ArrayList<>();

        CatalogueRevision revision = contract.unit(unit -> {
            unit.afterCommit(() -> {
                throw new IllegalStateException("on purpose");
            });
            unit.afterCommit(() -> seen.add("second"));
            return unit.catalogue().activate("test", "{}");
        });

        assertThat(revision.number()).isOne();
        assertThat(seen).containsExactly("second");
    }
}
