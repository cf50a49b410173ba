package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.okta.FakeApps.FakeApp;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {

    private static final String NO_GROUP = World.GONE;
    private static final String NO_APP = "0oaGoneGoneGoneGone1";

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"group-membership", "app-assignment", "admin-role"})
    void whatever_is_offered_may_be_handed_out(String kind) {
        List<Discovered> offered = all(world.provider, kind);
        assertThat(offered).hasSizeGreaterThan(1).allSatisfy(each -> {
            assertThat(each.entitlement().kind()).hasToString(kind);
            assertThat(each.displayName()).isNotBlank();
            assertThat(world.provider.validate(each.entitlement())).isEmpty();
            assertThat(world.provider.verify(each.entitlement())).isInstanceOf(Verification.Usable.class);
        });
    }

    @Test
    void the_roles_that_were_chosen_are_offered_and_nobody_is_asked() {
        assertThat(all(world.provider, "admin-role"))
                .containsExactly(
                        new Discovered(World.role("READ_ONLY_ADMIN"), "READ_ONLY_ADMIN"),
                        new Discovered(World.role("REPORT_ADMIN"), "REPORT_ADMIN"),
                        new Discovered(
                                World.role(FakeRoles.CUSTOM, FakeRoles.SET), FakeRoles.CUSTOM + ":" + FakeRoles.SET));
        assertThat(world.okta.requests()).isEmpty();
    }

    @Test
    void every_page_of_groups_is_offered() {
        for (int i = 0; i < 401; i++) {
            world.okta.org.groups.add("Group " + i, "OKTA_GROUP");
        }
        world.okta.org.groups.add("Everyone", "BUILT_IN");
        assertThat(all(world.provider, "group-membership"))
                .extracting(Discovered::displayName)
                .hasSize(403)
                .doesNotHaveDuplicates()
                .contains("Readers", "Writers", "Group 400")
                .doesNotContain("Everyone");
    }

    @Test
    void every_page_of_apps_that_are_active_is_offered() {
        for (int i = 0; i < 401; i++) {
            world.okta.org.apps.add("App " + i, "SAML_2_0");
        }
        FakeApp old = world.okta.org.apps.add("Old", "SAML_2_0");
        old.status = "INACTIVE";
        assertThat(all(world.provider, "app-assignment"))
                .extracting(Discovered::displayName)
                .hasSize(403)
                .doesNotHaveDuplicates()
                .contains("Wiki", "Shop", "App 400")
                .doesNotContain("Old");
    }

    @Test
    void of_what_was_named_what_is_there_is_offered_and_nothing_else() {
        try (OktaProvider provider = world.builder()
                .groups(Set.of(world.readers, NO_GROUP))
                .apps(Set.of(world.wiki, NO_APP))
                .build()) {
            assertThat(all(provider, "group-membership"))
                    .containsExactly(new Discovered(World.membership(world.readers), "Readers"));
            assertThat(all(provider, "app-assignment")).containsExactly(new Discovered(World.app(world.wiki), "Wiki"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"group-membership", "app-assignment"})
    void what_okta_does_not_list_is_not_taken_for_nothing(String kind) {
        for (ProviderFaults.Kind fault : List.of(ProviderFaults.Kind.FORBIDDEN, ProviderFaults.Kind.THROTTLED)) {
            world.okta.begin(fault);
            assertThatThrownBy(() -> all(world.provider, kind)).isInstanceOf(ProviderException.class);
        }
    }

    private static List<Discovered> all(OktaProvider provider, String kind) {
        List<Discovered> all = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            EntitlementDiscovery.Page page = provider.discover(new EntitlementKind(kind), from);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(1000);
            all.addAll(page.entries());
            from = page.next();
        } while (from.isPresent());
        return all;
    }
}
