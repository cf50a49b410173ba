package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.BEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.GrantEndedException;
import io.jitaccess.JitAccess;
import io.jitaccess.Settings;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import io.jitaccess.testkit.provider.FakeCloud;
import io.jitaccess.testkit.provider.FakeProvider;
import io.jitaccess.testkit.provider.Fault;
import io.jitaccess.testkit.provider.Gate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The library running by itself, on threads of its own. */
@CheckInvariants
class RunningTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private final World world;

    RunningTest(Oracle oracle) {
        world = new World(oracle);
    }

    @AfterEach
    void close() {
        world.jit.close();
    }

    private static Grant soon(CompletableFuture<Grant> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aCallerWaitsForActiveAndForEnded() throws Exception {
        world.automatic("debug", world.group("payments"));
        world.jit.start();
        GrantId grant = world.ask(ANN, "debug", HOUR).grant().orElseThrow();
        assertThat(soon(world.jit.grants().whenActive(grant)).state()).isEqualTo(GrantState.ACTIVE);
        assertThat(world.holds(ANN, world.group("payments"))).isTrue();
        CompletableFuture<Grant> ended = world.jit.grants().whenEnded(grant);
        assertThat(ended).isNotDone();
        world.clock.advance(HOUR);
        assertThat(soon(ended).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
        assertThat(world.jit.status().running()).isTrue();
    }

    @Test
    void whoWaitsForActiveHearsOfTheEnd() {
        world.automatic("debug", world.group("payments"));
        world.provider.faults().always(call -> call.operation() == Operation.ASSIGN, Fault.refused("no"));
        world.jit.start();
        GrantId grant = world.ask(ANN, "debug", HOUR).grant().orElseThrow();
        assertThatThrownBy(() -> soon(world.jit.grants().whenActive(grant)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(GrantEndedException.class);
    }

    @Test
    void aHungAssignDelaysNoRevoke() throws Exception {
        world.automatic("debug", world.group("payments"));
        world.automatic("other", world.group("orders"));
        world.jit.start();
        GrantId bens = world.ask(BEN, "debug", HOUR).grant().orElseThrow();
        soon(world.jit.grants().whenActive(bens));
        Gate gate = new Gate();
        world.provider
                .faults()
                .always(call -> call.operation() == Operation.ASSIGN, Fault.hangs(gate, Fault.Landing.NEVER));
        world.ask(ANN, "other", HOUR);
        assertThat(gate.awaitArrivals(1, Duration.ofSeconds(20))).isTrue();
        world.jit.grants().release(BEN, bens, "").orElseThrow();
        assertThat(soon(world.jit.grants().whenEnded(bens)).state()).isEqualTo(GrantState.ENDED);
        gate.open();
    }

    @Test
    void anAssignThatIsAnsweredAfterItsEndIsOursAllTheSame() throws Exception {
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.ask(ANN, "debug", HOUR).grant().orElseThrow();
        world.clock.advance(HOUR.minusSeconds(1));
        world.provider.faults().next(Operation.ASSIGN, Fault.slow(Duration.ofMillis(1500)));
        world.jit.start();
        soon(world.jit.grants().whenActive(grant));
        world.clock.advance(Duration.ofSeconds(2));
        assertThat(soon(world.jit.grants().whenEnded(grant)).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
    }

    @Test
    void hungAssignsLeaveAPlaceForRevokes() throws Exception {
        World busy = new World(new Oracle(), atMost(2));
        busy.automatic("debug", busy.group("payments"));
        busy.automatic("other", busy.group("orders"), busy.to("binding", "stock"), busy.to("login", "desk"));
        busy.jit.start();
        GrantId bens = busy.ask(BEN, "debug", HOUR).grant().orElseThrow();
        soon(busy.jit.grants().whenActive(bens));
        Gate gate = new Gate();
        busy.provider
                .faults()
                .always(call -> call.operation() == Operation.ASSIGN, Fault.hangs(gate, Fault.Landing.NEVER));
        busy.ask(ANN, "other", HOUR);
        assertThat(gate.awaitArrivals(1, Duration.ofSeconds(20))).isTrue();
        busy.jit.grants().release(BEN, bens, "").orElseThrow();
        assertThat(soon(busy.jit.grants().whenEnded(bens)).state()).isEqualTo(GrantState.ENDED);
        assertThat(gate.awaitArrivals(2, Duration.ZERO))
                .as("a second assign was begun before the revoke")
                .isFalse();
        gate.open();
        busy.jit.close();
    }

    @Test
    void aProviderThatHangsHoldsUpNoOther() throws Exception {
        Oracle oracle = new Oracle();
        World busy = new World(oracle);
        FakeProvider sick = FakeProvider.builder(new FakeCloud(busy.clock.asClock()))
                .id("sick")
                .build();
        Gate gate = new Gate();
        sick.faults().always(call -> true, Fault.hangs(gate, Fault.Landing.NEVER));
        try (JitAccess both = JitAccess.builder()
                .store(busy.store)
                .directory(busy.directory)
                .provider(busy.provider)
                .provider(sick)
                .settings(atMost(2).withRoles(Set.of(new GroupId("admins")), Set.of()))
                .build()) {
            busy.automatic("well", busy.group("payments"));
            both.start();
            assertThat(gate.awaitArrivals(1, Duration.ofSeconds(20))).isTrue();
            GrantId grant = both.requests()
                    .request(ANN, busy.draft("well", HOUR))
                    .orElseThrow()
                    .grant()
                    .orElseThrow();
            assertThat(soon(both.grants().whenActive(grant)).state()).isEqualTo(GrantState.ACTIVE);
            assertThat(gate.waiting()).isPositive();
            gate.open();
        }
    }

    /** So many calls at a time, and little patience at the end. */
    private static Settings atMost(int calls) {
        Settings d = Settings.DEFAULTS;
        return new Settings(
                d.administrators(),
                d.auditors(),
                d.poll(),
                d.lease(),
                d.batch(),
                calls,
                d.callsPerSecond(),
                d.firstRetry(),
                d.longestRetry(),
                d.overdueAfter(),
                d.driftEvery(),
                d.recheckEvery(),
                d.warnBefore(),
                d.directoryAge(),
                Duration.ofMillis(300));
    }

    @Test
    void aStopFinishesWhatRunsAndHandsBackWhatHasNotBegun() throws Exception {
        World busy = new World(new Oracle(), atMost(1));
        busy.automatic("debug", busy.group("payments"));
        busy.automatic("other", busy.group("orders"));
        Gate gate = new Gate();
        busy.provider
                .faults()
                .always(call -> call.operation() == Operation.OBSERVE, Fault.hangs(gate, Fault.Landing.NEVER));
        busy.ask(ANN, "debug", HOUR);
        busy.ask(BEN, "other", HOUR);
        busy.jit.start();
        assertThat(gate.awaitArrivals(1, Duration.ofSeconds(20))).isTrue();
        busy.jit.close();

        // the one that is under way stays leased, the other is free for the next node at once
        List<Assignment> free = busy.store.separately(
                unit -> unit.assignments().leaseDue(busy.provider.id(), 10, Duration.ofSeconds(30), false));
        assertThat(free).hasSize(1);
        assertThat(busy.provider.calls().count(Operation.ASSIGN)).isZero();
        gate.open();
    }

    @Test
    void aStoppedLibraryStartsAgain() throws Exception {
        world.automatic("debug", world.group("payments"));
        world.jit.start();
        world.jit.start();
        world.jit.close();
        assertThat(world.jit.status().running()).isFalse();
        GrantId grant = world.ask(ANN, "debug", HOUR).grant().orElseThrow();
        world.jit.runDue();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ACTIVE);
    }
}
