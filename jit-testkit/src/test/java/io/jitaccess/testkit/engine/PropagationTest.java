package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.GrantView;
import io.jitaccess.Settings;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import io.jitaccess.testkit.provider.FakeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Providers whose changes take time until they hold everywhere: the grant says from when and until when. */
@CheckInvariants
class PropagationTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SPREAD = Duration.ofMinutes(7);

    private final World world;

    PropagationTest(Oracle oracle) {
        world = new World(
                oracle,
                Settings.DEFAULTS,
                List.of(
                        FakeKind.group().withPropagation(SPREAD),
                        FakeKind.timed().withPropagation(SPREAD),
                        FakeKind.binding()));
    }

    private GrantId granted(Entitlement entitlement) {
        world.automatic("debug", entitlement);
        return world.grant(ANN, "debug", HOUR);
    }

    private GrantView.Item item(GrantId grant) {
        return world.view(grant).items().get(0);
    }

    @Test
    void whatIsHeldSaysFromWhenItWorksEverywhere() {
        Instant before = world.clock.asClock().instant();
        assertThat(item(granted(world.group("db"))).usableFrom()).contains(before.plus(SPREAD));
    }

    @Test
    void whereChangesHoldAtOnceNothingIsSaid() {
        GrantId grant = granted(world.to("binding", "db"));
        assertThat(item(grant).usableFrom()).isEmpty();
        world.jit.grants().release(ANN, grant, "").orElseThrow();
        world.pass(Duration.ofMinutes(1));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(item(grant).latestUsable()).isEmpty();
    }

    @Test
    void whatWasRemovedSaysUntilWhenItMayStillWork() {
        GrantId grant = granted(world.group("db"));
        world.pass(HOUR);
        Instant ended = world.stored(grant).endedAt().orElseThrow();
        assertThat(item(grant).latestUsable()).contains(ended.plus(SPREAD));
    }

    @Test
    void whatWasRemovedEarlySaysSoThoughItHadAnEndOfItsOwn() {
        GrantId grant = granted(world.to("timed", "db"));
        world.jit.grants().release(ANN, grant, "").orElseThrow();
        world.pass(Duration.ofMinutes(1));
        Instant ended = world.stored(grant).endedAt().orElseThrow();
        assertThat(item(grant).latestUsable()).contains(ended.plus(SPREAD));
    }

    @Test
    void whatAnotherGrantStillHoldsWasNotRemoved() {
        GrantId grant = granted(world.group("db"));
        world.automatic("more", world.group("db"));
        world.grant(ANN, "more", HOUR);
        world.jit.grants().release(ANN, grant, "").orElseThrow();
        world.pass(Duration.ofMinutes(1));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(item(grant).latestUsable()).isEmpty();
    }

    @Test
    void whatEndedByItselfIsOverEverywhere() {
        GrantId grant = granted(world.to("timed", "db"));
        world.pass(HOUR);
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(item(grant).latestUsable()).isEmpty();
    }
}
