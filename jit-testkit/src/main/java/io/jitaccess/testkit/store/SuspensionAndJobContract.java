package io.jitaccess.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.grant.Suspension;
import io.jitaccess.grant.Suspension.Scope;
import io.jitaccess.identity.IdentityId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Where granting is suspended, and what one node at a time does. */
abstract class SuspensionAndJobContract {

    private static final String SCAN = "scan 'aws'";

    private final StoreContract contract;
    private final SampleRows rows = new SampleRows(13);
    private final Samples samples = new Samples(14);

    SuspensionAndJobContract(StoreContract contract) {
        this.contract = contract;
    }

    @Test
    void everyFieldOfASuspensionSurvivesAndOnePerScopeIsInForce() {
        List<Suspension> latest = new ArrayList<>();
        List.of(
                        Scope.EVERYTHING,
                        Scope.of(new ProviderId("aws")),
                        Scope.of(new EligibilityId("aws")),
                        Scope.of(new IdentityId("'; DROP TABLE x; -- 漢😀")))
                .forEach(scope -> {
                    for (int i = 0; i < 10; i++) {
                        put(rows.suspension(scope));
                    }
                    Suspension last = rows.suspension(scope);
                    put(last);
                    latest.add(last);
                });

        contract.run(unit -> {
            assertThat(unit.suspensions().list()).containsExactlyInAnyOrderElementsOf(latest);
            assertThat(unit.suspensions().listHolding()).containsExactlyInAnyOrderElementsOf(latest);
        });
    }

    @Test
    void aSuspensionIsLiftedOnce() {
        Suspension everything = rows.suspension(Scope.EVERYTHING);
        Suspension provider = rows.suspension(Scope.of(new ProviderId("aws")));
        put(everything);
        put(provider);

        assertThat(contract.<Boolean>unit(unit -> unit.suspensions().remove(Scope.EVERYTHING)))
                .isTrue();
        assertThat(contract.<Boolean>unit(unit -> unit.suspensions().remove(Scope.EVERYTHING)))
                .isFalse();
        assertThat(contract.listed(unit -> unit.suspensions().list())).containsExactly(provider);
    }

    @Test
    void whoeverSuspendsWaitsForThoseWhoHoldTheListAndSeesWhatTheyCreated() {
        Grant grant = samples.grant(GrantState.ACTIVE);

        CompletableFuture<Optional<Grant>> other = contract.unit(unit -> {
            assertThat(unit.suspensions().listHolding()).isEmpty();
            CompletableFuture<Optional<Grant>> suspending = AtOnce.start(() -> contract.unit(elsewhere -> {
                elsewhere.suspensions().put(rows.suspension(Scope.EVERYTHING));
                return elsewhere.grants().find(grant.id());
            }));
            assertThat(AtOnce.isStillWaiting(suspending)).isTrue();
            unit.grants().insert(grant, List.of());
            return suspending;
        });

        assertThat(AtOnce.result(other)).contains(grant);
    }

    @Test
    void whoeverHoldsTheListSeesASuspensionThatWasBeingPut() {
        Suspension everything = rows.suspension(Scope.EVERYTHING);

        CompletableFuture<List<Suspension>> other = contract.unit(unit -> {
            unit.suspensions().put(everything);
            CompletableFuture<List<Suspension>> holding = AtOnce.start(
                    () -> contract.unit(elsewhere -> elsewhere.suspensions().listHolding()));
            assertThat(AtOnce.isStillWaiting(holding)).isTrue();
            return holding;
        });

        assertThat(AtOnce.result(other)).containsExactly(everything);
    }

    @Test
    void manyHoldTheListAndAllGetOn() {
        assertThat(AtOnce.run(
                        6,
                        () -> contract.unit(
                                unit -> unit.suspensions().listHolding().size())))
                .containsOnly(0)
                .hasSize(6);
    }

    @Test
    void aJobThatWasNeverTakenIsDueAndOneNodeTakesIt() {
        assertThat(nextDue()).isEmpty();

        assertThat(AtOnce.run(5, () -> take(SCAN))).containsOnlyOnce(true);

        Instant now = contract.now();
        assertThat(nextDue().orElseThrow()).isBetween(now.plusSeconds(30), now.plusSeconds(61));
    }

    @Test
    void aJobIsTakenAgainWhenTheLeaseIsOver() {
        assertThat(take(SCAN)).isTrue();
        assertThat(take(SCAN)).isFalse();

        contract.advance(Duration.ofSeconds(60));

        assertThat(nextDue()).isEmpty();
        assertThat(AtOnce.run(5, () -> take(SCAN))).containsOnlyOnce(true);
    }

    @Test
    void aJobThatIsGivenBackIsDueWhenItSays() {
        take(SCAN);

        contract.run(unit -> unit.jobs().done(SCAN, Duration.ofHours(1)));

        Instant now = contract.now();
        assertThat(nextDue().orElseThrow()).isBetween(now.plusSeconds(3570), now.plusSeconds(3600));
        assertThat(take(SCAN)).isFalse();
        contract.advance(Duration.ofHours(1));
        assertThat(take(SCAN)).isTrue();
    }

    @Test
    void jobsAreTakenOneByOne() {
        assertThat(take(SCAN)).isTrue();
        assertThat(take("scan 'okta'")).isTrue();
    }

    private boolean take(String name) {
        return contract.<Boolean>unit(unit -> unit.jobs().take(name, Duration.ofSeconds(60)));
    }

    private Optional<Instant> nextDue() {
        return contract.unit(unit -> unit.jobs().nextDue(SCAN));
    }

    private void put(Suspension suspension) {
        contract.run(unit -> unit.suspensions().put(suspension));
    }
}
