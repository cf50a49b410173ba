package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.Settings;
import io.jitaccess.catalogue.StoredSource;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.identity.GroupId;
import io.jitaccess.request.RequestState;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import io.jitaccess.testkit.provider.FakeProvider;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Eligibilities that live in the store alone. */
@CheckInvariants
class StoredSourceTest {

    private final World world;

    StoredSourceTest(Oracle oracle) {
        world = new World(oracle);
    }

    private JitAccess node(FakeProvider provider) {
        return JitAccess.builder()
                .store(world.store)
                .directory(world.directory)
                .provider(provider)
                .eligibilities(new StoredSource(world.store))
                .settings(Settings.DEFAULTS.withRoles(Set.of(new GroupId("admins")), Set.of()))
                .build();
    }

    @Test
    void whatWasActivatedIsInForceOnANodeThatStartsLater() {
        world.automatic("db", world.group("db"));
        long revision = world.jit.status().catalogue();
        try (JitAccess other = node(world.provider)) {
            other.runDue();
            assertThat(other.status().catalogueProblem()).isEmpty();
            assertThat(other.status().catalogue()).isEqualTo(revision);
            assertThat(other.requests()
                            .request(ANN, world.draft("db", Duration.ofHours(1)))
                            .orElseThrow()
                            .state())
                    .isEqualTo(RequestState.APPROVED);
        }
    }

    @Test
    void whatIsActivatedLaterIsTakenOver() {
        try (JitAccess other = node(world.provider)) {
            other.runDue();
            world.automatic("db", world.group("db"));
            other.runDue();
            other.requests()
                    .request(ANN, world.draft("db", Duration.ofHours(1)))
                    .orElseThrow();
            other.administration().activate(ROOT, Catalogue.EMPTY).orElseThrow();
            world.jit.runDue();
            assertThat(world.jit.requests().offers(ANN).orElseThrow()).isEmpty();
        }
    }

    @Test
    void aNodeWithoutTheProviderSaysSoAndChangesNothing() {
        world.automatic("db", world.group("db"));
        long revision = world.jit.status().catalogue();
        FakeProvider another =
                FakeProvider.builder(world.provider.cloud()).id("another").build();
        try (JitAccess other = node(another)) {
            other.runDue();
            assertThat(other.status().catalogueProblem())
                    .hasValueSatisfying(why -> assertThat(why).contains("fake"));
            assertThat(other.status().catalogue()).isEqualTo(revision);
        }
    }
}
