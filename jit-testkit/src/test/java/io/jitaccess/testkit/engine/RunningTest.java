package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.BEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.GrantEndedException;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import io.jitaccess.testkit.provider.Fault;
import io.jitaccess.testkit.provider.Gate;
import java.time.Duration;
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
