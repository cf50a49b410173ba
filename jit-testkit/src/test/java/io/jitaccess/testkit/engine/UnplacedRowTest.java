package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.Settings;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import io.jitaccess.testkit.provider.FakeProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A provider that was upgraded, and cannot place one of the rows any more that it made. */
@CheckInvariants
class UnplacedRowTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private final World world;
    private final Entitlement odd;
    private final JitAccess node;
    private boolean broken;

    UnplacedRowTest(Oracle oracle) {
        world = new World(oracle);
        odd = world.group("odd");
        world.automatic("odd", odd);
        world.automatic("debug", world.group("payments"));
        node = JitAccess.builder()
                .store(world.store)
                .directory(world.directory)
                .provider(withoutPlaceForTheOdd())
                .settings(Settings.DEFAULTS.withRoles(Set.of(new GroupId("admins")), Set.of(new GroupId("auditors"))))
                .build();
    }

    private AccessProvider withoutPlaceForTheOdd() {
        return (AccessProvider) Proxy.newProxyInstance(
                getClass().getClassLoader(), FakeProvider.class.getInterfaces(), (proxy, method, arguments) -> {
                    if (broken
                            && method.getName().equals("batchKey")
                            && ((AccessRef) arguments[0]).entitlement().equals(odd)) {
                        throw new IllegalArgumentException("cannot place it, by the test");
                    }
                    try {
                        return method.invoke(world.provider, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private GrantId held(String eligibility) {
        GrantId grant = world.ask(ANN, eligibility, HOUR).grant().orElseThrow();
        node.runDue();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ACTIVE);
        return grant;
    }

    @Test
    void holdsUpNoOtherAndIsTriedAgainUntilItCanBePlaced() {
        GrantId bad = held("odd");
        GrantId good = held("debug");
        broken = true;
        world.clock.advance(HOUR);
        node.runDue();
        assertThat(world.stored(good).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
        assertThat(world.stored(bad).state()).isEqualTo(GrantState.ENDING);
        for (int i = 0; i < 5; i++) {
            world.clock.advance(HOUR);
            node.runDue();
        }
        assertThat(node.status().longestOverdue())
                .singleElement()
                .satisfies(row -> assertThat(row.lastError())
                        .hasValueSatisfying(why -> assertThat(why).contains("batchKey threw")));

        broken = false;
        world.clock.advance(HOUR);
        node.runDue();
        assertThat(world.stored(bad).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.holds(ANN, odd)).isFalse();
    }

    @Test
    void aRowThatCannotBePlacedIsGivenOnceItCan() {
        broken = true;
        GrantId bad = world.ask(ANN, "odd", HOUR).grant().orElseThrow();
        node.runDue();
        assertThat(world.stored(bad).state()).isEqualTo(GrantState.ACTIVATING);
        broken = false;
        world.clock.advance(Duration.ofMinutes(10));
        node.runDue();
        assertThat(world.stored(bad).state()).isEqualTo(GrantState.ACTIVE);
    }
}
