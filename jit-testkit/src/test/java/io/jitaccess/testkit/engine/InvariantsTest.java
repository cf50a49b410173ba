package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.grant.GrantState;
import io.jitaccess.grant.Suspension;
import io.jitaccess.id.GrantId;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.CredentialIssuer;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import io.jitaccess.testkit.provider.Fault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Invariants that no other test breaks alone, each by the one guard that holds it. */
@CheckInvariants
class InvariantsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private final World world;

    InvariantsTest(Oracle oracle) {
        world = new World(oracle);
    }

    /** A node whose provider ends no sessions, so that no look comes of that. */
    private JitAccess plainNode() {
        AccessProvider plain = (AccessProvider) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {AccessProvider.class, CredentialIssuer.class},
                (proxy, method, args) -> {
                    try {
                        return method.invoke(world.provider, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return JitAccess.builder()
                .store(world.store)
                .directory(world.directory)
                .provider(plain)
                .build();
    }

    /** Invariant 4. */
    @Test
    void doneMeansSeenAndNotSaid() {
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.ask(ANN, "debug", HOUR).grant().orElseThrow();
        try (JitAccess plain = plainNode()) {
            plain.runDue();
            world.provider.faults().next(Operation.REVOKE, Fault.saysDone(Effect.ALREADY_ABSENT));
            world.jit.grants().release(ANN, grant, "").orElseThrow();
            plain.runDue();
        }
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
    }

    /** Invariant 4: nobody sees whether what was handed out still works, so its lifetime tells. */
    @Test
    void whatWasHandedOutEndsAtItsLatestUsableInstant() {
        world.automatic("token", world.to("token", "payments"));
        GrantId grant = world.grant(ANN, "token", HOUR);
        world.jit.grants().collect(ANN, grant, 0).orElseThrow();
        world.jit.grants().release(ANN, grant, "").orElseThrow();
        world.jit.runDue();
        world.pass(Duration.ofMinutes(50));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDING);
        world.pass(Duration.ofMinutes(20));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
    }

    /** Invariant 5: a parent that cannot be read says nothing. */
    @Test
    void whatCannotBeReadIsNotAbsent() {
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        world.provider.cloud().hide(world.group("payments"));
        world.jit.grants().release(ANN, grant, "").orElseThrow();
        world.passSlowly(HOUR, Duration.ofMinutes(1));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDING);
        world.provider.cloud().show(world.group("payments"));
        world.passSlowly(HOUR, Duration.ofMinutes(1));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
    }

    /** Invariant 7. */
    @Test
    void aRevokeIsNeverRefused() {
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        world.withdrawOffers();
        world.directory.remove("ann");
        world.jit
                .administration()
                .suspend(ROOT, Suspension.Scope.EVERYTHING, "incident")
                .orElseThrow();
        world.provider.faults().always(call -> true, Fault.refused("down"));
        assertThat(world.jit.administration().revoke(ROOT, grant, "").isDone()).isTrue();
        world.provider.faults().clear();
        world.pass(Duration.ofMinutes(5));
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
    }

    /** Invariant 16: what fails is tried again ever more rarely, and never in a tight loop. */
    @Test
    void retriesAreFew() {
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        world.provider.faults().always(call -> call.operation() == Operation.REVOKE, Fault.retryable("busy"));
        world.jit.grants().release(ANN, grant, "").orElseThrow();
        world.passSlowly(HOUR.multipliedBy(2), Duration.ofSeconds(1));
        // doubled from a second up to a quarter of an hour, each drawn from its upper half
        assertThat(world.provider.calls().countWithBatches(Operation.REVOKE)).isBetween(12L, 32L);
    }
}
