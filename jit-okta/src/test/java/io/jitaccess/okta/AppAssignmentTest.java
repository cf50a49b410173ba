package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.okta.FakeApps.FakeApp;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.Observation;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppAssignmentTest {

    private final World world = new World();
    private final FakeApp shop = world.okta.org.apps.find(world.shop).orElseThrow();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void an_app_that_loses_data_at_the_end_is_refused_until_the_loss_is_accepted() {
        AccessRef access = world.access(World.app(world.shop), world.ann);
        assertThat(world.provider.verify(access.entitlement()))
                .isInstanceOfSatisfying(
                        Verification.Unusable.class, no -> assertThat(no.why()).contains("may deactivate the account"));
        assertThat(world.assign(access)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(world.okta.writes()).isZero();

        AccessRef accepted = world.access(World.lossyApp(world.shop), world.ann);
        assertThat(world.provider.verify(accepted.entitlement())).isInstanceOf(Verification.Usable.class);
        assertThat(world.assign(accepted)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(world.provider.revoke(accepted)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(shop.accounts).containsEntry(world.ann.id, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BROWSER_PLUGIN", "AUTO_LOGIN", "BASIC_AUTH", "SECURE_PASSWORD_STORE", "SOMETHING_NEW"})
    void an_assignment_that_holds_a_password_loses_it(String mode) {
        FakeApp app = world.okta.org.apps.add("Old", mode);
        assertThat(world.assign(world.access(World.app(app.id), world.ann))).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(world.assign(world.access(World.lossyApp(app.id), world.ann)))
                .isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    /** Of what Okta does to accounts in the app, each alone is enough to lose something. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUSH_NEW_USERS",
                "PUSH_NEW_USERS_WITHOUT_PASSWORD",
                "PUSH_NEW_USERS_WITH_HASHED_PASSWORD",
                "PUSH_PENDING_USERS",
                "PUSH_PROFILE_UPDATES",
                "PUSH_USER_DEACTIVATION",
                "SCIM_PROVISIONING"
            })
    void an_app_that_okta_provisions_loses_the_account(String feature) {
        FakeApp app = world.okta.org.apps.add("Provisioned", "SAML_2_0", "GROUP_PUSH", feature);
        assertThat(world.assign(world.access(World.app(app.id), world.ann))).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(world.okta.writes()).isZero();
        assertThat(world.assign(world.access(World.lossyApp(app.id), world.ann)))
                .isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    @Test
    void who_may_lose_something_may_also_lose_nothing_and_not_the_other_way_round() {
        Entitlement careful = World.app(world.shop);
        Entitlement lossy = World.lossyApp(world.shop);
        assertThat(world.provider.covers(lossy, careful)).isTrue();
        assertThat(world.provider.covers(careful, careful)).isTrue();
        assertThat(world.provider.covers(careful, lossy)).isFalse();
        assertThat(world.provider.covers(World.lossyApp(world.wiki), careful)).isFalse();
        assertThat(world.provider.targetKey(lossy)).isEqualTo(world.provider.targetKey(careful));
    }

    @Test
    void a_user_who_was_suspended_a_moment_ago_gets_no_app() {
        world.ann.status = "SUSPENDED";
        assertThat(world.assign(world.access(World.app(world.wiki), world.ann)))
                .isEqualTo(new ChangeOutcome.Refused("the user at Okta is SUSPENDED"));
        assertThat(world.okta.writes()).isZero();
    }

    /** An app that is not to be seen proves nothing of who is assigned to it. */
    @Test
    void an_app_that_okta_does_not_show_is_neither_given_nor_said_to_be_absent() {
        AccessRef access = world.access(World.app("0oaGoneGoneGoneGone1"), world.ann);
        assertThat(world.provider.observe(access)).isInstanceOf(Observation.Unclear.class);
        assertThat(world.assign(access)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(world.provider.revoke(access)).isInstanceOf(ChangeOutcome.Refused.class);
    }

    @Test
    void only_apps_that_were_chosen_are_handed_out() {
        try (OktaProvider provider = world.builder()
                .apps(Set.of(world.wiki))
                .groups(Set.of(world.readers))
                .build()) {
            assertThat(provider.validate(World.app(world.wiki))).isEmpty();
            assertThat(provider.validate(World.app(world.shop)))
                    .extracting(Problem::field)
                    .containsExactly("attributes.app");
            assertThat(provider.validate(World.membership(world.readers))).isEmpty();
            assertThat(provider.validate(World.membership(world.writers)))
                    .extracting(Problem::field)
                    .containsExactly("attributes.group");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROFILE_MASTERING", "OUTBOUND_DEL_AUTH"})
    void an_app_that_users_of_okta_come_from_is_never_handed_out(String feature) {
        FakeApp directory = world.okta.org.apps.add("Directory", "SAML_2_0", feature);
        assertThat(world.assign(world.access(World.lossyApp(directory.id), world.ann)))
                .isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(world.provider.discover(AppAssignment.KIND, Optional.empty()).entries())
                .extracting(Discovered::entitlement)
                .containsExactly(World.app(world.wiki), World.lossyApp(world.shop));
    }

    @Test
    void an_inactive_app_is_not_handed_out_and_still_taken_back() {
        AccessRef access = world.access(World.app(world.wiki), world.ann);
        world.assign(access);
        world.okta.org.apps.find(world.wiki).orElseThrow().status = "INACTIVE";
        assertThat(world.assign(world.access(World.app(world.wiki), world.ben)))
                .isEqualTo(new ChangeOutcome.Refused("the app is not active"));
        assertThat(world.provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
    }

    @Test
    void a_look_that_lags_shows_what_was_until_its_lag_is_over() {
        AccessRef access = world.access(World.app(world.wiki), world.ann);
        world.okta.org.groups.lag = GroupMembership.READ_LAG;
        assertThat(world.assign(access)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(world.provider.observe(access)).isEqualTo(Observation.absent());
        world.clock.advance(GroupMembership.READ_LAG);
        assertThat(world.provider.observe(access)).isEqualTo(Observation.present());
    }

    @Test
    void what_a_group_gives_is_neither_made_the_persons_own_nor_removed() {
        FakeApp wiki = world.okta.org.apps.find(world.wiki).orElseThrow();
        wiki.scopes.put(world.ann.id, "GROUP");
        AccessRef access = world.access(World.app(world.wiki), world.ann);

        assertThat(world.provider.observe(access)).isEqualTo(Observation.present());
        assertThat(world.assign(access)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
        assertThat(world.provider.revoke(access)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(wiki.scopes).containsEntry(world.ann.id, "GROUP");
        assertThat(world.okta.writes()).isZero();
    }
}
