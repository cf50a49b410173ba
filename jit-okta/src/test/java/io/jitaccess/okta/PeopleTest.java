package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.identity.Identity;
import io.jitaccess.okta.FakeUsers.FakeUser;
import io.jitaccess.spi.PrincipalLookup;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleTest {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_user_is_found_by_login_or_email_and_then_remembered() {
        FakeUser carl = world.okta.org.users.add("carl.login", "carl@example.com");
        assertThat(find(World.person("carl"))).isEqualTo(found(carl));
        int asked = world.okta.requests().size();
        assertThat(find(World.person("carl"))).isEqualTo(found(carl));
        assertThat(world.okta.requests()).hasSize(asked);
    }

    @Test
    void two_users_of_one_email_are_refused() {
        world.okta.org.users.add("ann.second", "ann@example.com");
        assertThat(find(World.person("ann")))
                .isEqualTo(
                        new PrincipalLookup.NoPrincipal("several users of Okta have this identity's login or email"));
    }

    @Test
    void a_users_deprovisioned_double_is_in_nobodys_way() {
        world.okta.org.users.add("ann.before", "ann@example.com").status = "DEPROVISIONED";
        assertThat(find(World.person("ann"))).isEqualTo(found(world.ann));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUSPENDED", "DEPROVISIONED", "A_NEW_STATUS"})
    void a_user_who_is_out_is_refused(String status) {
        world.ann.status = status;
        assertThat(find(World.person("ann"))).isInstanceOf(PrincipalLookup.NoPrincipal.class);
    }

    @Test
    void the_attribute_stands_above_and_takes_an_id_alone() {
        assertThat(find(World.person("ann", Map.of("okta.principal", world.ben.id))))
                .isEqualTo(found(world.ben));
        assertThat(world.okta.requests()).isEmpty();
        assertThat(find(World.person("ann", Map.of("okta.principal", "ben@example.com"))))
                .isInstanceOf(PrincipalLookup.NoPrincipal.class);
        assertThat(find(World.person("ann", Map.of("okta.principal", world.ben.id + "/groups"))))
                .isInstanceOf(PrincipalLookup.NoPrincipal.class);
    }

    @Test
    void an_identity_that_left_has_no_user() {
        assertThat(find(World.person("ann", false, Map.of()))).isInstanceOf(PrincipalLookup.NoPrincipal.class);
        assertThat(world.okta.requests()).isEmpty();
    }

    /** A filter that could be broken out of would find ann. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\" or profile.login eq \"ann@example.com",
                "x\\\" or profile.login eq \\\"ann@example.com",
                "*",
                "ann@example.com\\",
                "ann@example.com\u0000",
                "аnn@example.com"
            })
    void hostile_logins_find_nobody(String login) {
        try (OktaProvider provider =
                world.builder().login(identity -> Optional.of(login)).build()) {
            assertThat(provider.principal(World.person("any"), World.membership(world.readers)))
                    .isInstanceOf(PrincipalLookup.NoPrincipal.class);
        }
    }

    private PrincipalLookup find(Identity identity) {
        return world.provider.principal(identity, World.membership(world.readers));
    }

    private static PrincipalLookup found(FakeUser user) {
        return new PrincipalLookup.Found(new PrincipalId(user.id));
    }
}
