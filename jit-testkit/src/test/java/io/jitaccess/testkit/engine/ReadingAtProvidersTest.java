package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.id.GrantId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Refusal;
import io.jitaccess.spi.ActivitySource.Activity;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people read at a provider through the library. */
@CheckInvariants
class ReadingAtProvidersTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final EntitlementKind GROUP = new EntitlementKind("group");
    private final World world;

    ReadingAtProvidersTest(Oracle oracle) {
        world = new World(oracle);
    }

    private void did(String action, Instant at) {
        world.provider.logs(
                new PrincipalId("ann"), world.group("payments"), new Activity(at, action, "payments", Map.of()));
    }

    private static Refusal refusal(Outcome<?> outcome) {
        return outcome.fold(
                done -> {
                    throw new AssertionError("done");
                },
                Outcome.Refused::refusal);
    }

    @Test
    void whatWasDoneWhileTheGrantWasHeldIsShownAndNothingElse() {
        world.automatic("debug", world.group("payments"));
        Instant before = world.clock.now().minusSeconds(1);
        GrantId grant = world.grant(ANN, "debug", HOUR);
        world.clock.advance(Duration.ofMinutes(10));
        Instant during = world.clock.now();
        world.pass(Duration.ofMinutes(50));
        Instant after = world.clock.now().plusSeconds(30);
        did("earlier", before);
        did("read", during);
        did("later", after);
        world.pass(HOUR);

        assertThat(world.jit
                        .grants()
                        .activity(ANN, grant, 0, Optional.empty())
                        .orElseThrow()
                        .entries())
                .extracting(Activity::action)
                .containsExactly("read");
    }

    @Test
    void whatCannotBeReadSaysWhy() {
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.ask(ANN, "debug", HOUR).grant().orElseThrow();
        assertThat(refusal(world.jit.grants().activity(ANN, grant, 0, Optional.empty())))
                .isEqualTo(Refusal.CONFLICT);
        world.jit.runDue();
        assertThat(refusal(world.jit.grants().activity(ANN, grant, 7, Optional.empty())))
                .isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusal(world.jit.grants().activity(ANN, grant, 0, Optional.of("no page"))))
                .isEqualTo(Refusal.INVALID);
        assertThat(refusal(world.jit.grants().activity(ANN, grant, 0, Optional.of("9".repeat(3000)))))
                .isEqualTo(Refusal.INVALID);
        assertThat(refusal(
                        world.jit.administration().discover(ROOT, new ProviderId("nowhere"), GROUP, Optional.empty())))
                .isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusal(world.jit
                        .administration()
                        .discover(ROOT, world.provider.id(), new EntitlementKind("nothing"), Optional.empty())))
                .isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void whatCouldBeOfferedIsListedByKind() {
        Entitlement payments = world.group("payments");
        world.provider.has(payments, "Payments");
        world.provider.has(world.to("login", "orders"), "Orders");
        assertThat(world.jit
                        .administration()
                        .discover(ROOT, world.provider.id(), GROUP, Optional.empty())
                        .orElseThrow()
                        .entries())
                .containsExactly(new Discovered(payments, "Payments"));
    }
}
