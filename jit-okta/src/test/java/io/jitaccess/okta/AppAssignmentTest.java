package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.okta.FakeApps.FakeApp;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.Observation;
import java.util.Optional;
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

    @Test
    void an_app_that_users_of_okta_come_from_is_never_handed_out() {
        FakeApp directory = world.okta.org.apps.add("Directory", "SAML_2_0", "PROFILE_MASTERING");
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

    @Test
    void activity_is_of_that_app_alone() {
        AccessRef access = world.access(World.app(world.wiki), world.ann);
        world.okta.org.log.events.add(
                new FakeLog.Event(world.clock.now(), "user.authentication.sso", world.ann.id, world.wiki));
        world.okta.org.log.events.add(
                new FakeLog.Event(world.clock.now(), "user.authentication.sso", world.ann.id, world.shop));
        assertThat(world.provider
                        .activity(access, world.clock.now(), world.clock.now().plusSeconds(60), Optional.empty())
                        .entries())
                .extracting(done -> done.resource())
                .containsExactly("the " + world.wiki + " (AppInstance " + world.wiki + ")");
    }
}
