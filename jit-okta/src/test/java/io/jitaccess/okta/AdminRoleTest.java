package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.okta.FakeUsers.FakeUser;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** An answer of the library's own may have been lost: nothing that may be its own outlives the grant. */
    @Test
    void a_role_that_somebody_gives_in_between_is_on_record_and_ends_with_the_grant() {
        try (Library library = Library.of(world, world.provider, access.entitlement())) {
            world.okta.beforeNextWrite(() -> roles.give(world.ann.id, "READ_ONLY_ADMIN", "", "", "USER"));
            GrantId grant = library.ask("ann", "it", Duration.ofHours(1)).orElseThrow();
            assertThat(library.events(AuditAction.OWNERSHIP_DISPUTED)).hasSize(1);
            library.release("ann", grant);
            library.pass(Duration.ofMinutes(10));
            assertThat(library.state(grant)).isEqualTo(GrantState.ENDED);
            assertThat(roles.of(world.ann.id)).isEmpty();
        }
    }

    @Test
    void a_list_that_lags_shows_what_was_and_the_second_assignment_is_refused() {
        world.okta.org.groups.lag = GroupMembership.READ_LAG;
        world.provider.observe(access);
        world.clock.advance(GroupMembership.READ_LAG);
        assertThat(world.assign(access)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(world.provider.observe(access)).isEqualTo(Observation.absent());
        assertThat(world.assign(access)).isNotInstanceOf(ChangeOutcome.Refused.class);
        assertThat(roles.of(world.ann.id)).hasSize(1);

        world.clock.advance(GroupMembership.READ_LAG);
        assertThat(world.provider.observe(access)).isEqualTo(Observation.present());
        assertThat(world.provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(world.provider.observe(access)).isEqualTo(Observation.present());
        world.clock.advance(GroupMembership.READ_LAG);
        assertThat(world.provider.observe(access)).isEqualTo(Observation.absent());
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

    /** The list of what the user holds is whole, so it tells of a role that is gone as well. */
    @Test
    void a_custom_role_that_is_gone_is_never_given_and_held_by_nobody() {
        String gone = "cr0GoneGoneGoneGone1";
        try (OktaProvider provider =
                world.builder().adminRoles(Set.of(gone + ":" + FakeRoles.SET)).build()) {
            AccessRef access = world.access(World.role(gone, FakeRoles.SET), world.ann);
            assertThat(provider.assign(access, world.clock.now().plusSeconds(600), false))
                    .isInstanceOf(ChangeOutcome.Refused.class);
            assertThat(roles.of(world.ann.id)).isEmpty();
            assertThat(provider.observe(access)).isEqualTo(Observation.absent());
            assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
        }
    }

    /** Okta takes it as a standard role and tells of it as of a custom one. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_standard_role_over_a_resource_set_of_oktas_own_is_seen_and_taken_back(boolean custom) {
        roles.iamBasedAreCustom = custom;
        try (OktaProvider provider =
                world.builder().adminRoles(Set.of("ACCESS_REQUESTS_ADMIN")).build()) {
            AccessRef access = world.access(World.role("ACCESS_REQUESTS_ADMIN"), world.ann);
            assertThat(provider.assign(access, world.clock.now().plusSeconds(600), false))
                    .isEqualTo(ChangeOutcome.done(Effect.CREATED));
            assertThat(provider.observe(access)).isEqualTo(Observation.present());
            assertThat(provider.list(AdminRole.KIND, Optional.empty()).entries())
                    .extracting(ListedAccess::entitlement)
                    .containsExactly(access.entitlement());
            assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
            assertThat(roles.of(world.ann.id)).isEmpty();
        }
    }

    /** Its type would be read as one that is unknown: it would be given, and never be seen again. */
    @Test
    void a_standard_role_that_the_sdk_does_not_know_is_not_handed_out() {
        assertThatThrownBy(() ->
                        world.builder().adminRoles(Set.of("WORKFLOWS_ADMIN")).build())
                .hasMessageContaining("roles are named");
        assertThat(world.provider.validate(World.role("WORKFLOWS_ADMIN")))
                .extracting(Problem::field)
                .contains("attributes.role");
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
    void only_roles_that_were_chosen_are_handed_out_and_a_custom_one_over_its_own_set() {
        assertThat(world.provider.validate(World.role("READ_ONLY_ADMIN"))).isEmpty();
        assertThat(world.provider.validate(World.role(FakeRoles.CUSTOM, FakeRoles.SET)))
                .isEmpty();
        for (Entitlement other :
                List.of(World.role("SUPER_ADMIN"), World.role(FakeRoles.CUSTOM, "iamAnotherAnotherAn1"))) {
            assertThat(world.provider.validate(other))
                    .extracting(Problem::field)
                    .containsExactly("attributes.role");
        }
        for (Entitlement odd : List.of(World.role("READ_ONLY_ADMIN", FakeRoles.SET), World.role(FakeRoles.CUSTOM))) {
            assertThat(world.provider.validate(odd))
                    .extracting(Problem::field)
                    .containsExactly("attributes.resource-set");
        }
    }

    @Test
    void a_resource_set_that_is_gone_disables_what_names_it() {
        String gone = "iamGoneGoneGoneGone1";
        try (OktaProvider provider = world.builder()
                .adminRoles(Set.of(FakeRoles.CUSTOM + ":" + gone))
                .build()) {
            assertThat(provider.verify(World.role(FakeRoles.CUSTOM, gone)))
                    .isEqualTo(new Verification.Unusable("Okta shows no resource set " + gone));
        }
    }

    @Test
    void a_user_who_was_suspended_a_moment_ago_gets_no_role() {
        world.ann.status = "SUSPENDED";
        assertThat(world.assign(access)).isEqualTo(new ChangeOutcome.Refused("the user at Okta is SUSPENDED"));
        assertThat(world.okta.writes()).isZero();
    }

    @Test
    void a_user_who_was_deleted_is_looked_for_on_every_page_of_administrators() {
        for (int i = 0; i < 120; i++) {
            roles.give(world.okta.org.users.add("u" + i, "u" + i).id, "REPORT_ADMIN", "", "", "USER");
        }
        FakeUser last = world.okta.org.users.add("z", "z");
        roles.give(last.id, "READ_ONLY_ADMIN", "", "", "USER");
        world.okta.org.users.delete(last);
        assertThat(world.provider.observe(world.access(World.role("READ_ONLY_ADMIN"), last)))
                .isInstanceOf(Observation.Unclear.class);
    }

    @Test
    void roles_are_named_one_by_one() {
        assertThatThrownBy(() -> world.builder().adminRoles(Set.of("*")).build())
                .hasMessageContaining("one by one");
    }
}
