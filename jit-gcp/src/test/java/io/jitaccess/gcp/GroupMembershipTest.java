package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
