package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.JitAccessBuilder;
import io.jitaccess.Settings;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.EligibilitySource;
import io.jitaccess.spi.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A newer node, or one before a rollback, put a catalogue in force that this version does not understand. */
class UnreadableCatalogueTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private final World world = new World();

    // without the oracle: it reads what is in force, too
    UnreadableCatalogueTest() {
        world.automatic("debug", world.group("payments"));
        world.automatic("other", world.group("orders"));
    }

    private void putInForce(String document) {
        world.store.joining(unit -> unit.catalogue().activate("a newer node", document));
    }

    @Test
    void whatIsHeldEndsInTimeAndNothingIsGivenOrTakenForIt() {
        GrantId held = world.grant(ANN, "debug", HOUR);
        GrantId waiting = world.ask(BEN, "other", Duration.ofHours(2)).grant().orElseThrow();
        putInForce("{\"version\": 1, \"policies\": [], \"eligibilities\": [], \"newer\": true}");
        world.passSlowly(HOUR, Duration.ofMinutes(10));

        assertThat(world.stored(held).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
        assertThat(world.stored(waiting).state()).isEqualTo(GrantState.ACTIVATING);
        assertThat(world.holds(BEN, world.group("orders"))).isFalse();
        assertThat(world.jit.status().catalogueProblem())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("cannot read it").contains("newer"));

        world.activate();
        world.pass(Duration.ofMinutes(10));
        assertThat(world.stored(waiting).state()).isEqualTo(GrantState.ACTIVE);
        assertThat(world.jit.status().catalogueProblem()).isEmpty();
    }

    @Test
    void aNodeThatStartsWithItEndsWhatIsDue() throws Exception {
        GrantId held = world.grant(ANN, "debug", HOUR);
        putInForce("no document at all");
        try (JitAccess started = node(Optional.empty())) {
            endsInTime(started, held);
        }
    }

    @Test
    void aNodeWhoseSourceCannotBeAskedEndsWhatIsDue() throws Exception {
        GrantId held = world.grant(ANN, "debug", HOUR);
        EligibilitySource broken = new EligibilitySource() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Reading read() {
                throw new IllegalStateException("by the test");
            }

            @Override
            public Optional<String> changed(Optional<String> seen) {
                throw new IllegalStateException("by the test");
            }
        };
        try (JitAccess started = node(Optional.of(broken))) {
            endsInTime(started, held);
        }
    }

    private void endsInTime(JitAccess node, GrantId held) throws Exception {
        node.start();
        world.clock.advance(HOUR);
        Grant ended = node.grants().whenEnded(held).get(20, TimeUnit.SECONDS);
        assertThat(ended.state()).isEqualTo(GrantState.ENDED);
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
    }

    private JitAccess node(Optional<EligibilitySource> source) {
        Store store = world.store;
        Directory directory = world.directory;
        JitAccessBuilder builder = JitAccess.builder()
                .store(store)
                .directory(directory)
                .provider(world.provider)
                .settings(Settings.DEFAULTS.withRoles(Set.of(new GroupId("admins")), Set.of(new GroupId("auditors"))));
        source.ifPresent(builder::eligibilities);
        return builder.build();
    }
}
