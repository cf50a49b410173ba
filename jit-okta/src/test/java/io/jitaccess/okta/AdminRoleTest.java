package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminRoleTest {

    private final World world = new World();
    private final FakeRoles roles = world.okta.org.roles;
    private final AccessRef access = world.access(World.role("READ_ONLY_ADMIN"), world.ann);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_role_that_somebody_gives_between_the_look_and_the_write_is_theirs() {
        world.okta.beforeNextWrite(() -> roles.give(world.ann.id, "READ_ONLY_ADMIN", "", "", "USER"));
        assertThat(world.assign(access)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
    }

    @Test
    void a_role_of_a_group_is_the_groups_and_stays() {
        roles.give(world.ann.id, "READ_ONLY_ADMIN", "", "", "GROUP");
        assertThat(world.provider.observe(access)).isEqualTo(Observation.absent());
        assertThat(world.assign(access)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(world.provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(roles.of(world.ann.id)).extracting(FakeRoles.Given::by).containsExactly("GROUP");
    }

    /** Another assignment has another id, so a removal that comes late misses it. */
    @Test
    void a_role_that_was_taken_and_given_anew_meanwhile_stays() {
        world.assign(access);
        world.okta.beforeNextWrite(() -> {
            roles.of(world.ann.id).clear();
            roles.give(world.ann.id, "READ_ONLY_ADMIN", "", "", "USER");
        });
        assertThat(world.provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
        assertThat(roles.of(world.ann.id)).hasSize(1);
    }

    @Test
    void a_custom_role_is_one_over_its_resource_set_alone() {
        AccessRef custom = world.access(World.role(FakeRoles.CUSTOM, FakeRoles.SET), world.ann);
        roles.give(world.ann.id, "CUSTOM", FakeRoles.CUSTOM, "iamAnotherAnotherAno1", "USER");
        assertThat(world.assign(custom)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(world.provider.revoke(custom)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(roles.of(world.ann.id)).hasSize(1);
    }

    @Test
    void a_custom_role_that_is_gone_disables_what_names_it() {
        String gone = "cr0GoneGoneGoneGone1";
        try (OktaProvider provider =
                world.builder().adminRoles(Set.of(gone + ":" + FakeRoles.SET)).build()) {
            assertThat(provider.verify(World.role(gone, FakeRoles.SET)))
                    .isEqualTo(new Verification.Unusable("Okta shows no role " + gone));
        }
    }

    @Test
    void a_user_who_was_deleted_holds_nothing() {
        world.assign(access);
        roles.of(world.ann.id).clear();
        world.okta.org.users.delete(world.ann);
        assertThat(world.provider.observe(access)).isEqualTo(Observation.absent());
        roles.give(world.ann.id, "READ_ONLY_ADMIN", "", "", "USER");
        assertThat(world.provider.observe(access)).isInstanceOf(Observation.Unclear.class);
    }

    @Test
    void a_listing_goes_through_every_page_of_administrators() {
        for (int i = 0; i < 120; i++) {
            roles.give(world.okta.org.users.add("u" + i, "u" + i).id, "REPORT_ADMIN", "", "", "USER");
        }
        roles.give(world.ann.id, "SUPER_ADMIN", "", "", "USER");
        List<ListedAccess> all = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            ListedAccess.Page page = world.provider.list(AdminRole.KIND, from);
            all.addAll(page.entries());
            from = page.next();
        } while (from.isPresent());
        assertThat(all).hasSize(120);
    }

    @Test
    void roles_are_named_one_by_one() {
        assertThatThrownBy(() -> world.builder().adminRoles(Set.of("*")).build())
                .hasMessageContaining("one by one");
    }
}
