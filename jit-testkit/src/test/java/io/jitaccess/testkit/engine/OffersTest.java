package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.BEN;
import static io.jitaccess.testkit.engine.World.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.Offer;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.grant.Suspension;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What may be asked for says what stands in the way. */
@CheckInvariants
class OffersTest {

    private final World world;

    OffersTest(Oracle oracle) {
        world = new World(oracle);
        world.automatic("db", world.group("db"));
        world.automatic("logs", world.group("logs"));
    }

    private Map<String, Optional<String>> offers(IdentityId who) {
        world.jit.runDue();
        return world.jit.requests().offers(who).orElseThrow().stream()
                .collect(Collectors.toMap(offer -> offer.eligibility().id().value(), Offer::blocked));
    }

    private void suspend(Suspension.Scope scope) {
        world.jit.administration().suspend(ROOT, scope, "incident").orElseThrow();
    }

    @Test
    void nothing_stands_in_the_way_where_nothing_is_suspended() {
        assertThat(offers(ANN))
                .hasSize(2)
                .allSatisfy((id, blocked) -> assertThat(blocked).isEmpty());
    }

    @Test
    void a_suspension_stands_in_the_way_of_what_it_reaches_and_of_nothing_else() {
        suspend(Suspension.Scope.of(new EligibilityId("db")));
        assertThat(offers(ANN).get("db"))
                .hasValueSatisfying(why -> assertThat(why).contains("incident"));
        assertThat(offers(ANN).get("logs")).isEmpty();

        suspend(Suspension.Scope.of(BEN));
        assertThat(offers(BEN))
                .hasSize(2)
                .allSatisfy((id, blocked) -> assertThat(blocked).isPresent());
        assertThat(offers(ANN).get("logs")).isEmpty();
    }
}
