package io.jitaccess.testkit.provider;

import static io.jitaccess.testkit.provider.Fakes.ANN;
import static io.jitaccess.testkit.provider.Fakes.BEN;
import static io.jitaccess.testkit.provider.Fakes.access;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import io.jitaccess.testkit.provider.Fault.Landing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private final HandClock clock = new HandClock();
    private final FakeProvider provider = FakeProvider.on(clock);
    private final FakeCloud cloud = provider.cloud();
    private final AccessRef group = access(provider, ANN, provider.to("group", "payments"));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private ChangeOutcome assign() {
        return provider.assign(group, clock.instant().plusSeconds(3600), false);
    }

    private boolean isHeld() {
        return cloud.holds(ANN, group.entitlement());
    }

    @Test
    void answersThatClaimNoEffectHaveNone() {
        provider.faults()
                .next(Operation.ASSIGN, Fault.refused("no"))
                .next(Operation.ASSIGN, Fault.retryable("conflict"))
                .next(Operation.ASSIGN, Fault.throttled(Duration.ofSeconds(3)))
                .next(Operation.ASSIGN, Fault.lost());

        assertThat(assign()).isEqualTo(new ChangeOutcome.Refused("no"));
        assertThat(assign()).isEqualTo(new ChangeOutcome.Retryable("conflict"));
        assertThat(assign()).isEqualTo(new ChangeOutcome.Throttled(Duration.ofSeconds(3)));
        assertThat(assign()).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(isHeld()).isFalse();
        assertThat(assign()).isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    @Test
    void aLostAnswerLeavesItsEffect() {
        provider.faults().next(Operation.ASSIGN, Fault.answerLost());

        assertThat(assign()).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(isHeld()).isTrue();
    }

    @Test
    void aConnectionBreaksBeforeOrAfterTheEffect() {
        provider.faults().next(Operation.ASSIGN, Fault.breaks()).next(Operation.REVOKE, Fault.breaksAfterEffect());

        assertThatThrownBy(this::assign).hasRootCauseMessage("Connection reset");
        assertThat(isHeld()).isFalse();
        assign();
        assertThatThrownBy(() -> provider.revoke(group)).hasRootCauseMessage("Connection reset");
        assertThat(isHeld()).isFalse();
    }

    @Test
    void aLateEffectLandsByTheCloudsClockInTheStateOfThen() {
        provider.faults().next(Operation.ASSIGN, Fault.landsLate(Duration.ofSeconds(7)));

        assertThat(assign()).isInstanceOf(ChangeOutcome.Unknown.class);
        provider.revoke(group);
        clock.forward(Duration.ofSeconds(6));
        assertThat(isHeld()).isFalse();
        clock.forward(Duration.ofSeconds(60));

        assertThat(isHeld()).isTrue();
        assertThat(cloud.history()).last().satisfies(effect -> {
            assertThat(effect.at()).isEqualTo(clock.instant().minus(Duration.ofSeconds(59)));
            assertThat(effect.call().orElseThrow().number()).isEqualTo(1);
        });
    }

    @Test
    void aLateRevokeRemovesWhatAnOutsiderMadeMeanwhile() {
        assign();
        provider.faults().next(Operation.REVOKE, Fault.landsLate(Duration.ofSeconds(7)));

        provider.revoke(group);
        cloud.outsiderRemoves(ANN, group.entitlement());
        cloud.outsiderAdds(ANN, group.entitlement(), Optional.empty());
        clock.forward(Duration.ofSeconds(7));

        assertThat(isHeld()).isFalse();
    }

    @Test
    void pendingIsAcceptedAndDoneLater() {
        provider.faults().next(Operation.ASSIGN, Fault.pending(Duration.ofSeconds(5)));

        assertThat(assign()).isEqualTo(new ChangeOutcome.Pending(Duration.ofSeconds(5)));
        assertThat(isHeld()).isFalse();
        clock.forward(Duration.ofSeconds(5));
        assertThat(isHeld()).isTrue();
    }

    @Test
    void aCallThatHangsLandsWhenItsGateOpensThoughItsCallerIsGone() throws InterruptedException {
        Gate gate = new Gate();
        provider.faults().next(Operation.ASSIGN, Fault.hangs(gate, Landing.AT_OPENING));

        Future<ChangeOutcome> hanging = threads.submit(this::assign);
        assertThat(gate.awaitArrivals(1, Duration.ofSeconds(10))).isTrue();
        assertThat(provider.calls().running()).isEqualTo(1);
        threads.shutdownNow();

        assertThatThrownBy(() -> hanging.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ProviderException.class);
        assertThat(isHeld()).isFalse();
        assertThat(gate.waiting()).isZero();
        gate.open();
        assertThat(isHeld()).isTrue();
    }

    @Test
    void aCallThatHangsMayHaveLandedBeforeOrNever() throws Exception {
        for (Landing landing : List.of(Landing.NEVER, Landing.BEFORE)) {
            Gate gate = new Gate();
            provider.faults().next(Operation.ASSIGN, Fault.hangs(gate, landing));

            Future<ChangeOutcome> hanging = threads.submit(this::assign);
            assertThat(gate.awaitArrivals(1, Duration.ofSeconds(10))).isTrue();

            assertThat(isHeld()).isEqualTo(landing == Landing.BEFORE);
            gate.open();
            assertThat(hanging.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(landing == Landing.BEFORE ? ChangeOutcome.Done.class : ChangeOutcome.Unknown.class);
        }
    }

    @Test
    void aGateThatIsOpenHoldsNothing() {
        Gate gate = new Gate();
        gate.open();
        provider.faults().next(Operation.ASSIGN, Fault.hangs(gate, Landing.AT_OPENING));

        assertThat(assign()).isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    @Test
    void aResentCallSaysAlreadyThoughItMadeTheChange() {
        provider.faults().next(Operation.ASSIGN, Fault.resent()).next(Operation.REVOKE, Fault.resent());

        assertThat(assign()).isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
        assertThat(isHeld()).isTrue();
        assertThat(provider.revoke(group)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
        assertThat(isHeld()).isFalse();
    }

    @Test
    void aLieSaysDoneWithoutEffectOrNoEffectAfterOne() {
        provider.faults()
                .next(Operation.ASSIGN, Fault.saysDone(Effect.CREATED))
                .next(Operation.ASSIGN, Fault.saysAfterEffect(new ChangeOutcome.Refused("no")));

        assertThat(assign()).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(isHeld()).isFalse();
        assertThat(assign()).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(isHeld()).isTrue();
    }

    @Test
    void looksMayBeUnclearOrStaleAndListingsFail() {
        assign();
        clock.forward(Duration.ofMinutes(1));
        provider.faults()
                .next(Operation.OBSERVE, Fault.lost())
                .next(Operation.OBSERVE, Fault.stale(Duration.ofMinutes(2)))
                .next(Operation.LIST, Fault.throttled(Duration.ofSeconds(1)));

        assertThat(provider.observe(group)).isInstanceOf(Observation.Unclear.class);
        assertThat(provider.observe(group)).isEqualTo(Observation.absent());
        assertThat(provider.observe(group)).isEqualTo(Observation.present());
        assertThatThrownBy(() -> provider.list(new EntitlementKind("group"), Optional.empty()))
                .isInstanceOf(ProviderException.class);
    }

    @Test
    void anIssueMayLoseItsAnswerAfterTheCredentialWasMade() {
        AccessRef login = access(provider, ANN, provider.to("login", "db"));
        provider.assign(login, clock.instant().plusSeconds(3600), false);
        provider.faults().next(Operation.ISSUE, Fault.answerLost());

        assertThat(provider.issue(login, clock.instant().plusSeconds(60), 1)).isInstanceOf(Issuing.NotNow.class);
        assertThat(provider.issue(login, clock.instant().plusSeconds(60), 2)).isInstanceOf(Issuing.Issued.class);
    }

    @Test
    void aHookRunsBeforeASlowCall() {
        provider.faults().next(Operation.ASSIGN, Fault.slow(() -> clock.forward(Duration.ofHours(2))));
        Instant begun = clock.instant();

        assign();

        assertThat(cloud.history().get(0).at()).isEqualTo(begun.plus(Duration.ofHours(2)));
    }

    @Test
    void aFaultThatACallCannotHaveIsRefusedByNameAndPassedOverByRules() {
        assertThatThrownBy(() -> provider.faults().next(Operation.LIST, Fault.resent()))
                .isInstanceOf(IllegalArgumentException.class);

        provider.faults().always(call -> true, Fault.resent());

        assertThat(provider.observe(group)).isEqualTo(Observation.absent());
        assertThat(provider.faults().struck()).isEmpty();
    }

    @Test
    void theSameSeedStrikesTheSameCallsWhateverTheOrderOfThreads() {
        List<Fault> faults = List.of(Fault.lost(), Fault.breaksAfterEffect(), Fault.resent());
        List<String> inOrder = run(faults, 42, false);
        List<String> reversed = run(faults, 42, true);

        assertThat(inOrder).isEqualTo(reversed).hasSizeBetween(20, 80);
        assertThat(run(faults, 43, false)).isNotEqualTo(inOrder);
    }

    private List<String> run(List<Fault> faults, long seed, boolean reversed) {
        FakeProvider fresh = FakeProvider.on(clock);
        fresh.faults().random(seed, 0.5, faults);
        List<PrincipalId> principals = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            principals.add(new PrincipalId("p" + i));
        }
        if (reversed) {
            Collections.reverse(principals);
        }
        for (PrincipalId principal : principals) {
            CompletableFuture.runAsync(() -> fresh.assign(
                            access(fresh, principal, fresh.to("group", "payments")),
                            clock.instant().plusSeconds(60),
                            false))
                    .exceptionally(broken -> null)
                    .join();
        }
        return fresh.faults().struck().stream()
                .map(struck -> struck.call().access().orElseThrow().principal() + " " + struck.fault())
                .sorted()
                .toList();
    }

    @Test
    void theLogSeesCallsThatRunAtOnceAndCallsForOneAccessThatOverlap() throws Exception {
        Gate gate = new Gate();
        AccessRef other = access(provider, BEN, group.entitlement());
        provider.faults().times(3, call -> true, Fault.hangs(gate, Landing.AT_OPENING));

        List<Future<?>> hanging =
                List.of(threads.submit(() -> provider.revoke(other)), threads.submit(() -> provider.revoke(group)));
        assertThat(gate.awaitArrivals(2, Duration.ofSeconds(10))).isTrue();
        assertThat(provider.calls().overlaps()).isZero();
        Future<?> third = threads.submit(() -> provider.revoke(group));
        assertThat(gate.awaitArrivals(3, Duration.ofSeconds(10))).isTrue();
        gate.open();
        for (Future<?> each : hanging) {
            each.get(10, TimeUnit.SECONDS);
        }
        third.get(10, TimeUnit.SECONDS);
        provider.observe(other);

        assertThat(provider.calls().mostAtOnce()).isEqualTo(3);
        assertThat(provider.calls().overlaps()).isEqualTo(1);
        assertThat(provider.calls().count(Operation.REVOKE)).isEqualTo(3);
        assertThat(provider.calls().running()).isZero();
    }
}
