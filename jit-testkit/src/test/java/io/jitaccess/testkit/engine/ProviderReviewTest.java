package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.grant.GrantState;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Refusal;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.SelfCheck.MissingRight;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a provider tells about the catalogue and about the library's own rights. */
@CheckInvariants
class ProviderReviewTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private final World world;

    ProviderReviewTest(Oracle oracle) {
        world = new World(oracle);
    }

    private Outcome<AccessRequest> ask(String eligibility) {
        return world.jit.requests().request(ANN, world.draft(eligibility, HOUR));
    }

    @Test
    void whatTheProviderCannotHandOutDisablesItsEligibilitiesAlone() {
        world.automatic("gone", world.group("gone"), world.group("there"));
        world.automatic("there", world.group("there"));
        world.provider.verifiesAs(world.group("gone"), new Verification.Unusable("the group was deleted"));
        world.jit.runDue();

        Outcome<AccessRequest> refused = ask("gone");
        assertThat(refused).isInstanceOfSatisfying(Outcome.Refused.class, no -> {
            assertThat(no.refusal()).isEqualTo(Refusal.UNAVAILABLE);
            assertThat(no.problems().toString()).contains("the group was deleted");
        });
        assertThat(world.jit.status().disabled()).containsOnlyKeys(new EligibilityId("gone"));
        ask("there").orElseThrow();
    }

    @Test
    void whatIsUnusableEndsNoGrant() {
        world.automatic("db", world.group("db"));
        var grant = world.grant(ANN, "db", HOUR);
        world.provider.verifiesAs(world.group("db"), new Verification.Unusable("fed by another system now"));
        world.pass(Duration.ofMinutes(10));
        assertThat(world.jit.status().disabled()).isNotEmpty();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ACTIVE);
        assertThat(world.holds(ANN, world.group("db"))).isTrue();
    }

    @Test
    void aProviderThatDoesNotAnswerChangesNothing() {
        world.automatic("gone", world.group("gone"));
        world.automatic("there", world.group("there"));
        world.provider.verifiesAs(world.group("gone"), new Verification.Unusable("the group was deleted"));
        world.jit.runDue();
        world.provider.verifiesAs(world.group("gone"), new Verification.Unclear("no answer"));
        world.provider.verifiesAs(world.group("there"), new Verification.Unclear("no answer"));
        world.pass(Duration.ofMinutes(10));
        assertThat(world.jit.status().disabled()).containsOnlyKeys(new EligibilityId("gone"));

        world.provider.verifiesAs(world.group("gone"), new Verification.Usable(List.of()));
        world.pass(Duration.ofMinutes(10));
        assertThat(world.jit.status().disabled()).isEmpty();
        ask("gone").orElseThrow();
    }

    @Test
    void missingRightsAreInTheStatusUntilTheyAreThere() {
        MissingRight right = new MissingRight("fake:remove", Set.of(new EntitlementKind("group")), "grant it");
        world.provider.misses(right);
        world.jit.runDue();
        assertThat(world.jit.status().missingRights().get(world.provider.id())).containsExactly(right);
        world.provider.misses();
        world.pass(Duration.ofMinutes(10));
        assertThat(world.jit.status().missingRights().get(world.provider.id())).isEmpty();
    }

    @Test
    void aChangedCatalogueIsReviewedAtOnce() {
        world.automatic("there", world.group("there"));
        world.jit.runDue();
        world.provider.verifiesAs(world.group("gone"), new Verification.Unusable("the group was deleted"));
        world.automatic("gone", world.group("gone"));
        world.jit.runDue();
        assertThat(world.jit.status().disabled()).containsOnlyKeys(new EligibilityId("gone"));
    }
}
