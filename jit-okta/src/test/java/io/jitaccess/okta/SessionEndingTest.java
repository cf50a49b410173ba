package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.GrantId;
import io.jitaccess.spi.AccessRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole library ends what goes on after a removal: all of that person's sessions, and only where somebody chose it. */
class SessionEndingTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"group-membership", "app-assignment", "admin-role"})
    void sessions_end_after_the_removal_and_what_goes_on_is_on_record(String kind) {
        try (Library library = Library.of(world, world.provider, world.of(kind))) {
            GrantId grant = library.ask("ann", "it", HOUR).orElseThrow();
            assertThat(world.ann.hasSessions).isTrue();
            library.release("ann", grant);
            settle(library);

            assertThat(world.ann.hasSessions).isFalse();
            assertThat(world.ann.hasTokens).isFalse();
            assertThat(world.ann.knowsDevices).isTrue();
            assertThat(world.ben.hasSessions).isTrue();
            assertThat(endings()).isEqualTo(1);
            assertThat(told(library)).singleElement().asString().contains("were ended", outlives(kind));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"group-membership", "app-assignment", "admin-role"})
    void sessions_go_on_where_nobody_chose_it_and_that_is_on_record(String kind) {
        try (OktaProvider quiet = world.quiet("okta").build();
                Library library = Library.of(world, quiet, world.of(kind))) {
            GrantId grant = library.ask("ann", "it", HOUR).orElseThrow();
            library.release("ann", grant);
            settle(library);

            assertThat(world.ann.hasSessions).isTrue();
            assertThat(endings()).isZero();
            assertThat(told(library)).containsExactly(outlives(kind));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"group-membership", "app-assignment", "admin-role"})
    void who_keeps_the_access_keeps_the_sessions(String kind) {
        Entitlement entitlement = world.of(kind);
        AccessRef standing = world.access(entitlement, world.ben);
        new OrgTruth(world.okta).outsiderAdds(standing, Optional.empty());
        world.clock.advance(HOUR);
        try (Library library = Library.of(world, world.provider, entitlement)) {
            GrantId grant = library.ask("ben", "it", HOUR).orElseThrow();
            library.release("ben", grant);
            settle(library);

            assertThat(new OrgTruth(world.okta).isHeld(standing)).isTrue();
            assertThat(world.ben.hasSessions).isTrue();
            assertThat(endings()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"group-membership", "app-assignment", "admin-role"})
    void an_ending_that_okta_did_not_answer_is_tried_again(String kind) {
        try (Library library = Library.of(world, world.provider, world.of(kind))) {
            GrantId grant = library.ask("ann", "it", HOUR).orElseThrow();
            library.release("ann", grant);
            world.okta.beforeNextWrite(() -> {
                throw new FakeFault(500, "E0000009", "Internal Server Error");
            });
            settle(library);

            assertThat(world.ann.hasSessions).isFalse();
            assertThat(endings()).isEqualTo(2);
            assertThat(told(library)).hasSize(1);
        }
    }

    private static void settle(Library library) {
        for (int i = 0; i < 4; i++) {
            library.pass(Duration.ofMinutes(2));
        }
    }

    private long endings() {
        return world.okta.requests().stream()
                .map(FakeOrg::operation)
                .filter("DELETE /api/v1/users/{id}/sessions"::equals)
                .count();
    }

    private static List<String> told(Library library) {
        return library.events(AuditAction.SESSIONS_ENDED).stream()
                .map(event -> event.details().get("notPossible"))
                .toList();
    }

    private static String outlives(String kind) {
        return switch (kind) {
            case "group-membership" ->
                "apps that the group gave keep the sessions that run in them until they end them themselves";
            case "app-assignment" -> "sessions that run in the app go on until the app ends them itself";
            default -> "what was changed with the role stays changed";
        };
    }
}
