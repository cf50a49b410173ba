package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.okta.FakeGroups.FakeRule;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
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

class GroupMembershipTest {

    private final World world = new World();
    private final FakeGroups groups = world.okta.org.groups;
    private final AccessRef access = world.access(World.membership(world.readers), world.ann);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_user_who_was_suspended_a_moment_ago_gets_nothing() {
        assertThat(world.assign(access)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        world.provider.revoke(access);
        world.ann.status = "SUSPENDED";
        assertThat(world.assign(access)).isEqualTo(new ChangeOutcome.Refused("the user at Okta is SUSPENDED"));
        assertThat(groups.isMember(world.readers, world.ann.id)).isFalse();
    }

    /** The SDK's own cache would tell what was, as nothing was written in between. */
    @Test
    void a_user_who_is_back_a_moment_ago_gets_it() {
        world.ann.status = "SUSPENDED";
        assertThat(world.assign(access)).isEqualTo(new ChangeOutcome.Refused("the user at Okta is SUSPENDED"));
        world.ann.status = "ACTIVE";
        assertThat(world.assign(access)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    @Test
    void a_group_that_a_rule_feeds_is_neither_offered_nor_changed() {
        FakeRule rule = groups.rule(Set.of(world.readers), world.ben.id);

        assertThat(world.provider.verify(access.entitlement()))
                .isEqualTo(new Verification.Unusable("the group rule rule " + rule.id + " feeds the group"));
        assertThat(world.provider
                        .discover(GroupMembership.KIND, Optional.empty())
                        .entries())
                .extracting(Discovered::displayName)
                .containsExactly("Writers");
        assertThat(world.assign(access)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(world.okta.writes()).isZero();
    }

    @Test
    void a_rule_that_came_while_access_was_held_keeps_its_exceptions_as_they_were() {
        world.assign(access);
        FakeRule rule = groups.rule(Set.of(world.readers), world.ann.id);

        assertThat(world.provider.revoke(access)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(rule.exceptions).isEmpty();
        assertThat(groups.isMember(world.readers, world.ann.id)).isTrue();

        rule.groups.clear();
        assertThat(world.provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(rule.exceptions).isEmpty();
    }

    @Test
    void who_is_no_member_is_absent_whoever_feeds_the_group() {
        groups.rule(Set.of(world.readers), world.ben.id);
        assertThat(world.provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
    }

    @Test
    void a_rule_on_the_last_page_is_seen() {
        for (int i = 0; i < 401; i++) {
            groups.rule(Set.of(world.writers));
        }
        groups.rule(Set.of(world.readers));
        assertThat(world.assign(access)).isInstanceOf(ChangeOutcome.Refused.class);
    }

    /** A rule whose expression Okta calls invalid, or of a status that is new, may feed the group at any time. */
    @ParameterizedTest
    @ValueSource(strings = {"INVALID", "SOMETHING_NEW"})
    void a_rule_that_is_not_inactive_counts_as_active(String status) {
        groups.rule(Set.of(world.readers), world.ben.id).status = status;
        assertThat(world.assign(access)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(world.okta.writes()).isZero();
    }

    @Test
    void an_inactive_rule_is_warned_of() {
        groups.rule(Set.of(world.readers)).status = "INACTIVE";
        assertThat(world.provider.verify(access.entitlement()))
                .isInstanceOfSatisfying(
                        Verification.Usable.class,
                        usable -> assertThat(usable.warnings().get(0)).contains("is inactive"));
        assertThat(world.assign(access)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    @Test
    void a_group_of_an_app_or_of_okta_itself_is_left_alone() {
        for (String type : List.of("APP_GROUP", "BUILT_IN", "SOMETHING_NEW")) {
            AccessRef fed = world.access(World.membership(groups.add(type, type).id), world.ann);
            assertThat(world.provider.verify(fed.entitlement())).isInstanceOf(Verification.Unusable.class);
            assertThat(world.assign(fed)).isInstanceOf(ChangeOutcome.Refused.class);
        }
        assertThat(world.okta.writes()).isZero();
    }

    @Test
    void a_member_from_before_is_there_already_and_nothing_is_written() {
        groups.set(world.readers, world.ann.id, true);
        assertThat(world.assign(access)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
        assertThat(world.okta.writes()).isZero();
    }

    /** Okta answers alike: the documents say what remains. */
    @Test
    void somebody_who_adds_the_user_between_the_look_and_the_write_is_not_told_apart() {
        world.okta.beforeNextWrite(() -> groups.set(world.readers, world.ann.id, true));
        assertThat(world.assign(access)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    @Test
    void a_list_that_lags_shows_what_was_until_its_lag_is_over() {
        groups.lag = GroupMembership.READ_LAG;
        world.assign(access);
        assertThat(world.provider.observe(access)).isEqualTo(Observation.absent());
        world.clock.advance(GroupMembership.READ_LAG.plus(Duration.ofSeconds(1)));
        assertThat(world.provider.observe(access)).isEqualTo(Observation.present());
    }

    @Test
    void a_membership_on_a_later_page_of_the_users_groups_is_seen() {
        groups.pageOfGroups = 2;
        for (int i = 0; i < 5; i++) {
            groups.set(groups.add("Group " + i, "OKTA_GROUP").id, world.ann.id, true);
        }
        AccessRef last = world.access(World.membership(groups.add("Last", "OKTA_GROUP").id), world.ann);
        groups.set(last.entitlement().attribute("group").orElseThrow(), world.ann.id, true);
        assertThat(world.provider.observe(last)).isEqualTo(Observation.present());
    }

    @Test
    void a_user_who_was_deleted_is_no_member_where_the_group_can_be_read() {
        world.okta.org.users.delete(world.ann);
        assertThat(world.provider.observe(access)).isEqualTo(Observation.absent());
        assertThat(world.provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
        assertThat(world.assign(access)).isInstanceOf(ChangeOutcome.Refused.class);
    }

    @Test
    void changes_of_one_group_share_what_is_read_of_it_and_revokes_go_first() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            AccessRef one = world.access(
                    access.entitlement(), world.okta.org.users.add("user" + i + "@example.com", "user" + i + "@x.org"));
            boolean revoke = i % 2 == 1;
            groups.set(world.readers, one.principal().value(), revoke);
            changes.add(new Change(
                    one,
                    revoke ? Optional.empty() : Optional.of(world.clock.now().plusSeconds(600)),
                    false));
        }
        assertThat(world.provider.apply(changes))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(ChangeOutcome.Done.class));

        List<String> calls = world.okta.requests().stream()
                .map(FakeOrg::operation)
                .filter(call -> !call.contains("/users/{id}/groups") && !call.equals("GET /api/v1/users/{id}"))
                .toList();
        assertThat(calls).hasSize(22).startsWith("GET /api/v1/groups/{id}", "GET /api/v1/groups/rules");
        assertThat(calls.subList(2, 12)).containsOnly("DELETE /api/v1/groups/{id}/users/{id}");
        assertThat(calls.subList(12, 22)).containsOnly("PUT /api/v1/groups/{id}/users/{id}");
    }

    @Test
    void a_listing_goes_through_every_page_of_every_group() {
        for (int i = 0; i < 450; i++) {
            groups.set(world.readers, world.okta.org.users.add("u" + i, "u" + i).id, true);
        }
        groups.set(world.writers, world.ben.id, true);
        List<ListedAccess> all = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            ListedAccess.Page page = world.provider.list(GroupMembership.KIND, from);
            all.addAll(page.entries());
            from = page.next();
        } while (from.isPresent());
        assertThat(all).hasSize(451).extracting(entry -> entry.mark()).containsOnly(Optional.empty());
    }
}
