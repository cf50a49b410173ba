package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.Status;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A limit is the organisation's: the library's own scheduler waits for its new beginning, in real time, and no call does. */
class PauseTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void okta_is_left_alone_until_its_limit_begins_anew_and_another_organisation_is_not_kept_waiting()
            throws Exception {
        try (World world = new World();
                FakeOkta elsewhere = new FakeOkta(world.clock);
                OktaProvider other =
                        world.quiet("elsewhere").org(elsewhere.uri()).build()) {
            elsewhere.org.users.add("ann@example.com", "ann@example.com");
            String group = elsewhere.org.groups.add("Elsewhere", "OKTA_GROUP").id;
            Map<String, Entitlement> offered = Map.of(
                    "readers", World.membership(world.readers),
                    "writers", World.membership(world.writers),
                    "others", Entitlement.of("elsewhere", "group-membership", Map.of("group", group)));
            try (Library library = new Library(world.clock, List.of(world.provider, other), offered)) {
                // from here on the user is known, and what runs now and then has run
                library.ask("ann", "readers", HOUR).orElseThrow();
                world.okta.limit(3);
                GrantId waiting = library.ask("ann", "writers", HOUR).orElseThrow();
                GrantId served = library.ask("ann", "others", HOUR).orElseThrow();

                assertThat(library.state(served)).isEqualTo(GrantState.ACTIVE);
                Status.Lane lane = library.jit().status().providers().get(new ProviderId("okta"));
                assertThat(lane.pausedUntil()).isPresent();
                assertThat(lane.inFlight()).isZero();

                // by the rows it is due long since
                library.pass(Duration.ofMinutes(1));
                assertThat(world.okta.limited()).hasSize(1);

                library.jit().start();
                library.jit().grants().whenActive(waiting).get(30, TimeUnit.SECONDS);
                assertThat(world.okta.limited()).hasSize(1);
            }
        }
    }
}
