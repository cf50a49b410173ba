package io.jitaccess.azure;

import static io.jitaccess.azure.RoleAssignmentTest.effect;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.azure.FakeAssignments.Row;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageRoleTest {

    /** "Actions and attributes for Azure Blob Storage": suboperations of reading and writing. */
    private static final List<String> SUBOPERATIONS =
            List.of("", "Blob.List", "Blob.Read.WithTagConditions", "Blob.Write.Tier", "Blob.Write.WithTagHeaders");

    private final World world = new World();
    private final AzureProvider provider = world.builder().build();
    private final Instant until = world.clock.now().plus(Duration.ofHours(1));

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {FakeDefinitions.BLOB_READER, FakeDefinitions.BLOB_CONTRIBUTOR, FakeDefinitions.QUEUE_PROCESSOR})
    void every_data_action_of_the_role_ends_to_the_second_with_all_its_suboperations(String role) {
        String condition = given(role).condition();

        for (String action : world.azure.definitions.role(role).dataActions()) {
            for (String suboperation : SUBOPERATIONS) {
                assertThat(Abac.allows(condition, action, suboperation, until.minusSeconds(1)))
                        .isTrue();
                assertThat(Abac.allows(condition, action, suboperation, until)).isFalse();
                assertThat(Abac.allows(condition, action, suboperation, until.plus(Duration.ofDays(9))))
                        .isFalse();
            }
        }
    }

    @Test
    void what_a_condition_does_not_name_it_leaves_allowed_which_is_why_it_names_all() {
        String condition = given(FakeDefinitions.BLOB_READER).condition();

        String writing = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write";
        assertThat(Abac.allows(condition, writing, "", until)).isTrue();
    }

    @Test
    void a_role_that_got_a_data_action_which_no_condition_can_end_is_refused() {
        AccessRef access = access(FakeDefinitions.BLOB_READER);
        for (String wild : List.of(
                "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*",
                "Microsoft.Storage/storageAccounts/fileServices/fileshares/files/read",
                "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'} OR ActionMatches{'x")) {
            world.azure.definitions.add(FakeDefinitions.BLOB_READER, "Changed", List.of(), List.of(wild));

            assertThat(provider.assign(access, until, false)).isInstanceOf(ChangeOutcome.Refused.class);
            assertThat(provider.verify(access.entitlement())).isInstanceOf(Verification.Unusable.class);
        }
        world.azure.definitions.add(FakeDefinitions.BLOB_READER, "Emptied", List.of("*/read"), List.of());
        assertThat(provider.assign(access, until, false)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(world.azure.assignments.rows()).isEmpty();
    }

    @Test
    void a_data_action_that_the_role_got_since_ends_with_the_next_grant() {
        String added = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags/read";
        world.azure.definitions.add(
                FakeDefinitions.BLOB_READER,
                "Changed",
                List.of(),
                List.of("Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read", added));

        assertThat(Abac.allows(given(FakeDefinitions.BLOB_READER).condition(), added, "", until))
                .isFalse();
    }

    @Test
    void what_is_left_after_the_end_is_cleared_away() {
        AccessRef access = access(FakeDefinitions.BLOB_READER);
        provider.assign(access, until, false);
        world.clock.set(until.plus(Limits.CLOCK_ERROR));

        assertThat(provider.observe(access)).isInstanceOf(Observation.Absent.class);
        assertThat(world.truth.rows(access)).hasSize(1);
        provider.endSessions(access);
        assertThat(world.truth.rows(access)).isEmpty();
    }

    @Test
    void what_was_missed_after_its_end_is_seen_and_listed_until_it_is_taken_away() {
        AccessRef access = access(FakeDefinitions.BLOB_READER);
        provider.assign(access, until, false);
        world.clock.set(until.plus(Limits.MISSED).minusSeconds(1));
        assertThat(provider.observe(access)).isInstanceOf(Observation.Absent.class);
        assertThat(listed()).isEmpty();

        world.clock.set(until.plus(Limits.MISSED));
        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.of(until), Observation.Mark.OURS));
        assertThat(listed()).extracting(ListedAccess::mark).containsExactly(Optional.of(access.assignment()));
        assertThat(effect(provider.revoke(access))).isEqualTo(Effect.REMOVED);
        assertThat(provider.observe(access)).isInstanceOf(Observation.Absent.class);
    }

    @Test
    void what_somebody_else_left_to_end_is_neither_seen_nor_listed() {
        AccessRef access = access(FakeDefinitions.BLOB_READER);
        world.truth.outsiderAdds(access, Optional.of(until));
        world.clock.set(until.plus(Limits.MISSED).plusSeconds(1));

        assertThat(provider.observe(access)).isInstanceOf(Observation.Absent.class);
        assertThat(listed()).isEmpty();
        provider.revoke(access);
        assertThat(world.truth.rows(access)).hasSize(1);
    }

    @Test
    void what_is_left_of_an_earlier_assignment_makes_way_for_the_next() {
        AccessRef before = access(FakeDefinitions.BLOB_READER);
        AccessRef after = access(FakeDefinitions.BLOB_READER);
        provider.assign(before, until, false);
        world.clock.set(until.plus(Limits.CLOCK_ERROR));

        Instant next = until.plus(Duration.ofHours(2));
        assertThat(effect(provider.assign(after, next, false))).isEqualTo(Effect.CREATED);
        assertThat(provider.observe(after))
                .isEqualTo(new Observation.Present(Optional.of(next), Observation.Mark.OURS));
    }

    @Test
    void a_clock_that_is_a_little_ahead_takes_nothing_for_ended() {
        AccessRef access = access(FakeDefinitions.BLOB_READER);
        provider.assign(access, until, false);
        world.clock.set(until.plusSeconds(29));

        assertThat(provider.observe(access)).isInstanceOf(Observation.Present.class);
    }

    @Test
    void what_the_role_allows_in_the_control_plane_is_warned_of() {
        assertThat(provider.verify(access(FakeDefinitions.BLOB_CONTRIBUTOR).entitlement()))
                .isInstanceOfSatisfying(
                        Verification.Usable.class,
                        usable -> assertThat(usable.warnings())
                                .singleElement()
                                .asString()
                                .contains("containers/delete"));
    }

    @Test
    void only_conditions_of_our_own_form_tell_an_end() {
        String ours = UtcCondition.text(
                List.of("Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"), until);
        assertThat(UtcCondition.end(ours)).contains(until);
        for (String other : List.of(
                "",
                ours + " OR (true)",
                ours.replace("DateTimeLessThan", "DateTimeGreaterThan"),
                ours.replace("Z'", "'"),
                "(" + ours + ")")) {
            assertThat(UtcCondition.end(other)).isEmpty();
        }
    }

    private List<ListedAccess> listed() {
        List<ListedAccess> all = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            ListedAccess.Page page = provider.list(Descriptors.STORAGE, from);
            all.addAll(page.entries());
            from = page.next();
        } while (from.isPresent());
        return all;
    }

    private Row given(String role) {
        AccessRef access = access(role);
        assertThat(effect(provider.assign(access, until, false))).isEqualTo(Effect.CREATED);
        return world.truth.rows(access).get(0);
    }

    private AccessRef access(String role) {
        return World.access(provider, World.storage(World.ACCOUNT, role), World.ANN);
    }
}
