package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupMembershipTest {

    private final World world = new World();
    private final GcpProvider provider = world.builder()
            .groups(List.of(World.ONCALL, World.READERS), GroupExpiry.BY_GOOGLE)
            .build();
    private final AccessRef access = World.access(provider, "user:ann@example.org", World.group(World.ONCALL));

    @AfterEach
    void close() {
        provider.close();
        world.close();
    }

    @Test
    void a_standing_member_is_never_given_an_end() {
        FakeGroups.Member standing = new FakeGroups.Member("ann@example.org", Optional.empty());
        world.google.groups.put(World.ONCALL, standing);

        for (boolean ours : new boolean[] {false, true}) {
            assertThat(provider.assign(access, world.until(), ours))
                    .isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
            assertThat(world.google.groups.member(World.ONCALL, "ann@example.org"))
                    .contains(standing);
        }
    }

    @Test
    void an_edition_that_knows_no_ends_refuses_and_nothing_falls_back() {
        world.google.groups.withoutExpiry();

        for (var entitlement : List.of(World.group(World.ONCALL), World.plainGroup(World.ONCALL))) {
            AccessRef asked = World.access(provider, "user:ann@example.org", entitlement);
            assertThat(provider.assign(asked, world.until(), false)).isInstanceOf(ChangeOutcome.Refused.class);
        }
        assertThat(world.google.groups.member(World.ONCALL, "ann@example.org")).isEmpty();
    }

    @Test
    void a_plain_membership_has_to_be_accepted_by_the_entitlement() {
        try (GcpProvider plain = world.builder()
                .groups(List.of(World.ONCALL), GroupExpiry.BY_LIBRARY)
                .build()) {
            assertThat(plain.validate(World.group(World.ONCALL)))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.code()).isEqualTo("not-accepted"));
            assertThat(plain.validate(World.plainGroup(World.ONCALL))).isEmpty();
            assertThat(plain.assign(access, world.until(), false)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
            assertThat(world.google.groups.member(World.ONCALL, "ann@example.org"))
                    .contains(new FakeGroups.Member("ann@example.org", Optional.empty()));
        }
    }

    @Test
    void a_member_whom_google_calls_by_another_address_is_refused_and_not_left_behind() {
        world.google.groups.alias("anna@example.org", "ann@example.org");
        AccessRef byAlias = World.access(provider, "user:anna@example.org", World.group(World.ONCALL));

        assertThat(provider.assign(byAlias, world.until(), false))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("primary address"));
        assertThat(world.google.groups.member(World.ONCALL, "ann@example.org")).isEmpty();
    }

    @Test
    void what_google_has_not_finished_is_pending() {
        world.google.groups.slow();

        assertThat(provider.assign(access, world.until(), false)).isInstanceOf(ChangeOutcome.Pending.class);
        assertThat(provider.revoke(access)).isInstanceOf(ChangeOutcome.Pending.class);
    }

    @Test
    void a_removal_whose_answer_is_lost_is_sent_once() {
        provider.assign(access, world.until(), false);
        world.google.requests.clear();
        world.google.begin(Kind.ANSWER_LOST);

        assertThat(provider.revoke(access)).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(world.google.requests.stream().filter("cloudidentity.groups.memberships.delete"::equals))
                .hasSize(1);
    }

    @Test
    void an_end_that_is_not_ours_or_is_right_already_is_left() {
        FakeGroups.Member there = new FakeGroups.Member("ann@example.org", Optional.of(world.until()));
        world.google.groups.put(World.ONCALL, there);
        world.google.requests.clear();
        assertThat(provider.assign(access, world.until().plusSeconds(60), false))
                .isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
        assertThat(provider.assign(access, world.until().plusMillis(500), true))
                .isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
        assertThat(world.google.requests).noneMatch(api -> api.contains("create") || api.contains("modify"));
        assertThat(world.google.groups.member(World.ONCALL, "ann@example.org")).contains(there);
        assertThat(provider.assign(access, world.until().plusSeconds(60), true))
                .isEqualTo(ChangeOutcome.done(Effect.UPDATED));
    }

    @ParameterizedTest
    @CsvSource({"400, Refused", "403, Refused", "409, Retryable", "429, Throttled", "500, Unknown", "404, Done"})
    void a_removal_that_fails_is_absent_only_where_there_is_nothing(int status, String outcome) {
        provider.assign(access, world.until(), false);
        refuse("cloudidentity.groups.memberships.delete", status);
        assertThat(provider.revoke(access).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 429, 500})
    void a_member_who_cannot_be_looked_up_is_not_absent(int status) {
        provider.assign(access, world.until(), false);
        refuse("cloudidentity.groups.memberships.lookup", status);
        assertThat(provider.observe(access)).isNotEqualTo(Observation.absent());
        assertThat(provider.revoke(access)).isNotInstanceOf(ChangeOutcome.Done.class);
    }

    /** To Google's managers of the group, too: what is not there may not be seen. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void who_is_no_member_is_absent_whether_google_says_not_found_or_denied(boolean notFound) {
        if (notFound) {
            world.google.groups.absentIsNotFound();
        }
        world.google.groups.accounts("m1@example.org", "m2@example.org", "m3@example.org");
        for (String other : List.of("m1@example.org", "m2@example.org", "m3@example.org")) {
            world.google.groups.put(World.ONCALL, new FakeGroups.Member(other, Optional.empty()));
        }
        assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
        assertThat(provider.assign(access, world.until(), false)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        assertThat(world.google.requests.contains("cloudidentity.groups.memberships.list"))
                .isNotEqualTo(notFound);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lookup", "get"})
    void a_member_whom_only_the_list_shows_is_there(String refused) {
        provider.assign(access, world.until(), false);
        refuse("cloudidentity.groups.memberships." + refused, 403);

        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.of(world.until()), Observation.Mark.NONE));
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(world.google.groups.member(World.ONCALL, "ann@example.org")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 429, 500})
    void where_the_list_is_refused_too_nothing_is_known(int status) {
        refuse("cloudidentity.groups.memberships.list", status);

        assertThat(provider.observe(access)).isInstanceOf(Observation.Unclear.class);
        assertThat(provider.assign(access, world.until(), false)).isNotInstanceOf(ChangeOutcome.Done.class);
        assertThat(provider.revoke(access)).isNotInstanceOf(ChangeOutcome.Done.class);
    }

    @Test
    void a_list_that_hides_who_somebody_is_shows_nobody_absent() {
        world.google.groups.unnamed(1);

        assertThat(provider.observe(access)).isInstanceOf(Observation.Unclear.class);
    }

    @Test
    void a_list_is_not_read_for_ever() {
        for (int i = 0; i < 100; i++) {
            world.google.groups.put(World.ONCALL, new FakeGroups.Member("m" + i + "@example.org", Optional.empty()));
        }
        world.google.requests.clear();

        assertThat(provider.observe(access)).isInstanceOf(Observation.Unclear.class);
        assertThat(world.google.requests.stream().filter("cloudidentity.groups.memberships.list"::equals))
                .hasSize(40);
    }

    @Test
    void a_membership_that_goes_between_look_and_removal_is_absent() {
        provider.assign(access, world.until(), false);
        world.google.before(
                "cloudidentity.groups.memberships.delete",
                () -> world.google.groups.remove(World.ONCALL, "ann@example.org"));

        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
    }

    @Test
    void a_group_that_google_does_not_show_is_unclear_and_one_that_is_not_found_is_unusable() {
        refuse("cloudidentity.groups.lookup", 403);
        assertThat(provider.verify(World.group(World.ONCALL)))
                .isInstanceOfSatisfying(
                        Verification.Unclear.class,
                        unclear -> assertThat(unclear.toString()).contains(World.ONCALL, "there is none"));
        refuse("cloudidentity.groups.lookup", 404);
        assertThat(provider.verify(World.group(World.ONCALL))).isInstanceOf(Verification.Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void a_group_that_is_not_shown_is_a_missing_right(int status) {
        refuse("cloudidentity.groups.lookup", status);
        assertThat(provider.missingRights()).hasSize(2);
        assertThat(provider.observe(access)).isInstanceOf(Observation.Unclear.class);
        assertThat(provider.revoke(access)).isInstanceOf(ChangeOutcome.Refused.class);
    }

    @Test
    void who_is_interrupted_after_the_look_changes_nothing() {
        Thread self = Thread.currentThread();
        world.google.before("cloudidentity.groups.memberships.lookup", self::interrupt);
        try {
            assertThat(provider.assign(access, world.until(), false)).isInstanceOf(ChangeOutcome.Retryable.class);
        } finally {
            Thread.interrupted();
        }
        assertThat(world.google.requests).doesNotContain("cloudidentity.groups.memberships.create");
    }

    private void refuse(String api, int status) {
        world.google.before(api, () -> {
            throw new FakeGoogle.Refusal(status, "REFUSED", "no");
        });
    }

    @Test
    void a_listing_tells_the_ends() {
        provider.assign(access, world.until(), false);
        assertThat(provider.list(GroupMembership.KIND, Optional.empty()).entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.until()).contains(world.until()));
    }

    @Test
    void a_group_in_a_group_is_nobodys_access() {
        world.google.groups.nest("team@example.org");
        provider.assign(access, world.until(), false);

        assertThat(provider.list(GroupMembership.KIND, Optional.empty()).entries())
                .extracting(entry -> entry.principal().value())
                .containsExactly("user:ann@example.org");
    }

    @Test
    void groups_that_others_fill_cannot_be_handed_out() {
        assertThat(provider.verify(World.group(World.ONCALL))).isInstanceOf(Verification.Usable.class);
        world.google.groups.label(World.ONCALL, "cloudidentity.googleapis.com/groups.dynamic");
        assertThat(provider.verify(World.group(World.ONCALL))).isInstanceOf(Verification.Unusable.class);
        world.google.groups.label(World.ONCALL, "system/groups/external");
        assertThat(provider.verify(World.group(World.ONCALL))).isInstanceOf(Verification.Unusable.class);
    }

    @Test
    void a_group_that_cannot_be_read_is_a_missing_right() {
        try (GcpProvider gone = world.builder()
                .groups(List.of("gone@example.org"), GroupExpiry.BY_GOOGLE)
                .build()) {
            assertThat(gone.missingRights())
                    .singleElement()
                    .satisfies(missing -> assertThat(missing.right()).contains("gone@example.org"));
        }
    }

    @Test
    void a_federated_identity_is_a_member_of_no_group() {
        String subject = "principal://iam.googleapis.com/locations/global/workforcePools/staff/subject/ann";

        assertThat(provider.principal(
                        World.person("ann@example.org", Map.of("gcp.principal", subject)), World.group(World.ONCALL)))
                .isInstanceOf(PrincipalLookup.NoPrincipal.class);
    }
}
