package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.SelfCheck.MissingRight;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RightsAndSessionsTest {

    private final World world = new World();
    private final AccessRef access = world.access(World.membership(world.readers), world.ann);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void each_scope_that_is_not_granted_is_named_with_its_kinds() {
        world.okta.tokens.granted.remove("okta.groups.manage");
        world.okta.tokens.granted.remove("okta.logs.read");
        assertThat(world.provider.missingRights())
                .extracting(MissingRight::right, MissingRight::kinds)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("okta.groups.manage", Set.of(GroupMembership.KIND)),
                        org.assertj.core.groups.Tuple.tuple("okta.logs.read", Set.of()));
    }

    @Test
    void each_right_to_read_that_is_missing_is_named() {
        try (OktaProvider provider = world.builder()
                .groups(Set.of(world.readers, World.GONE))
                .apps(Set.of())
                .adminRoles(Set.of())
                .build()) {
            assertThat(provider.missingRights()).singleElement().satisfies(missing -> {
                assertThat(missing.right()).isEqualTo("okta.groups.read");
                assertThat(missing.kinds()).containsExactly(GroupMembership.KIND);
            });
        }
        world.okta.begin(ProviderFaults.Kind.FORBIDDEN);
        assertThat(world.provider.missingRights())
                .extracting(MissingRight::right)
                .contains("okta.users.read", "Super Administrator");
    }

    @Test
    void a_self_check_without_an_answer_is_no_good_news() {
        world.okta.begin(ProviderFaults.Kind.SERVER_ERROR);
        assertThatThrownBy(world.provider::missingRights).isInstanceOf(ProviderException.class);
    }

    @Test
    void sessions_and_tokens_end_and_devices_stay_known() {
        assertThat(world.provider.endSessions(access))
                .isInstanceOfSatisfying(
                        SessionEnding.NotPossible.class,
                        ending -> assertThat(ending.message()).contains("were ended", "apps"));
        assertThat(world.ann.hasSessions).isFalse();
        assertThat(world.ann.hasTokens).isFalse();
        assertThat(world.ann.knowsDevices).isTrue();
    }

    @Test
    void sessions_go_on_unless_ending_them_is_switched_on() {
        try (OktaProvider provider = OktaProvider.builder("okta")
                .org(world.okta.uri())
                .plainHttp()
                .credential(OktaCredential.apiToken(() -> FakeTokens.API_TOKEN))
                .groups(Set.of(world.readers))
                .build()) {
            assertThat(provider.endSessions(access)).isInstanceOf(SessionEnding.NotPossible.class);
            assertThat(world.ann.hasSessions).isTrue();
            assertThat(provider.activity(access, Instant.EPOCH, Instant.EPOCH.plusSeconds(1), Optional.empty())
                            .limits())
                    .contains("not switched on");
        }
    }

    @Test
    void ending_sessions_that_failed_is_tried_again() {
        world.okta.begin(ProviderFaults.Kind.SERVER_ERROR);
        assertThat(world.provider.endSessions(access)).isInstanceOf(SessionEnding.Failed.class);
    }

    @Test
    void a_user_who_was_deleted_has_no_sessions_to_end() {
        world.okta.org.users.delete(world.ann);
        assertThat(world.provider.endSessions(access))
                .isInstanceOfSatisfying(
                        SessionEnding.NotPossible.class,
                        told -> assertThat(told.message()).contains("no user"));
    }

    @Test
    void everything_that_is_wrong_with_the_settings_is_named() {
        assertThatThrownBy(() -> OktaProvider.builder("okta")
                        .org(URI.create("http://example.okta.com/path"))
                        .groups(Set.of("Readers"))
                        .apps(Set.of("00g1a2b3c4D5e6f7G8h9"))
                        .adminRoles(Set.of("root"))
                        .timeout(java.time.Duration.ofMinutes(2))
                        .build())
                .hasMessageContaining("org must be")
                .hasMessageContaining("credential is missing")
                .hasMessageContaining("groups are named")
                .hasMessageContaining("apps are named")
                .hasMessageContaining("roles are named")
                .hasMessageContaining("timeout must be");
    }
}
