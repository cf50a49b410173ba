package io.jitaccess.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.azure.FakeAssignments.Row;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoleAssignmentTest {

    private static final Entitlement READ = World.plain(World.GROUP, FakeDefinitions.READER);

    private final World world = new World();
    private final AzureProvider provider = world.builder().build();
    private final AccessRef access = World.access(provider, READ, World.ANN);
    private final Instant until = world.clock.now().plus(Duration.ofHours(1));

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource(FakeAssignments.Repeat.class)
    void a_repeat_meets_itself_however_azure_answers_it(FakeAssignments.Repeat repeat) {
        world.azure.assignments.repeats(repeat);
        assertThat(effect(assign(access))).isEqualTo(Effect.CREATED);
        // the repeat of a write whose result does not show yet
        world.azure.assignments.lag(Duration.ofMinutes(1));
        world.clock.advance(Duration.ofSeconds(1));

        ChangeOutcome again = assign(access);

        assertThat(world.truth.rows(access)).hasSize(1);
        if (repeat == FakeAssignments.Repeat.CONFLICT) {
            // it had no effect, and whose it is does not show: a later look tells
            assertThat(again).isInstanceOf(ChangeOutcome.Retryable.class);
        } else {
            assertThat(effect(again)).isIn(Effect.CREATED, Effect.ALREADY_PRESENT);
        }
    }

    @Test
    void one_assignments_write_or_removal_that_comes_late_touches_no_others() {
        AccessRef late = World.access(provider, READ, World.ANN);
        assign(access);
        List<Row> before = world.azure.assignments.rows();
        // both are sent without a look that would have told: the look shows what was
        world.azure.assignments.lag(Duration.ofHours(1));

        assertThat(assign(late)).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(effect(provider.revoke(late))).isEqualTo(Effect.ALREADY_ABSENT);

        assertThat(world.azure.assignments.rows()).isEqualTo(before);
    }

    @Test
    void what_an_earlier_assignment_of_ours_left_waits_for_its_own_end() {
        AccessRef late = World.access(provider, READ, World.ANN);
        assign(late);

        assertThat(provider.observe(access)).isInstanceOf(Observation.Absent.class);
        assertThat(assign(access))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Retryable.class,
                        retry -> assertThat(retry.message()).contains("has to end first"));
        assertThat(list()).extracting(ListedAccess::mark).containsExactly(Optional.of(late.assignment()));
    }

    @Test
    void a_description_that_somebody_copied_makes_nothing_ours() {
        Row copied = new Row(
                UUID.randomUUID().toString(),
                World.GROUP,
                "/providers/Microsoft.Authorization/roleDefinitions/" + FakeDefinitions.READER,
                World.ANN,
                "User",
                "jit:" + access.assignment(),
                "");
        world.azure.assignments.rows(List.of(copied));

        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.empty(), Observation.Mark.NONE));
        assertThat(list()).extracting(ListedAccess::mark).containsExactly(Optional.empty());
        provider.revoke(access);
        assertThat(world.azure.assignments.rows()).containsExactly(copied);
    }

    @Test
    void ours_stays_ours_when_somebody_edits_its_description() {
        assign(access);
        Row row = world.azure.assignments.rows().get(0);
        world.azure.assignments.rows(List.of(new Row(
                row.name(), row.scope(), row.roleId(), row.principal(), row.type(), "edited", row.condition())));

        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.empty(), Observation.Mark.OURS));
        assertThat(effect(provider.revoke(access))).isEqualTo(Effect.REMOVED);
    }

    @Test
    void a_narrower_role_assignment_of_somebody_else_is_neither_taken_for_the_role_nor_changed() {
        Entitlement blobs = World.storage(World.ACCOUNT, FakeDefinitions.BLOB_READER);
        AccessRef read = World.access(provider, blobs, World.ANN);
        world.truth.outsiderAdds(read, Optional.of(until));
        List<Row> before = world.azure.assignments.rows();

        assertThat(provider.observe(read)).isInstanceOf(Observation.Absent.class);
        assertThat(provider.assign(read, until, false))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message())
                                .contains("in the way", before.get(0).name()));
        assertThat(world.azure.assignments.rows()).isEqualTo(before);
    }

    @Test
    void a_new_principal_is_given_its_role_before_it_has_spread() {
        AccessRef stranger = World.access(provider, READ, "aaaaaaaa-0000-0000-0000-0000000000ff");
        assertThat(effect(assign(stranger))).isEqualTo(Effect.CREATED);
        assertThat(world.azure.assignments.rows().get(0).roleId())
                .startsWith(World.SUBSCRIPTION + "/providers/Microsoft.Authorization/roleDefinitions/");
    }

    @Test
    void without_room_nothing_is_sent() {
        world.azure.assignments.rows(full(4000));
        world.azure.assignments.pageSize(1000);
        int writes = world.azure.writes();

        assertThat(assign(access))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("4000 of 4000"));

        assertThat(world.azure.writes()).isEqualTo(writes);
        // room is looked for again before long
        world.azure.assignments.rows(List.of());
        world.clock.advance(Duration.ofMinutes(1));
        assertThat(effect(assign(access))).isEqualTo(Effect.CREATED);
    }

    @Test
    void a_management_group_has_less_room() {
        List<Row> rows = full(500).stream()
                .map(row -> new Row(row.name(), World.MANAGEMENT_GROUP, row.roleId(), row.principal(), "User", "", ""))
                .toList();
        world.azure.assignments.rows(rows);
        world.azure.assignments.pageSize(1000);
        AccessRef there =
                World.access(provider, World.plain(World.MANAGEMENT_GROUP, FakeDefinitions.READER), World.ANN);

        assertThat(assign(there))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("500 of 500"));
    }

    @Test
    void azures_own_refusal_for_lack_of_room_is_told() {
        world.azure.assignments.limits(0, 0);
        assertThat(assign(access))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("RoleAssignmentLimitExceeded"));
    }

    @Test
    void the_last_owner_is_not_removed_and_that_is_told() {
        AzureProvider owners = world.builder().roles(List.of(Roles.OWNER)).build();
        AccessRef owner = World.access(owners, World.plain(World.SUBSCRIPTION, Roles.OWNER), World.ANN);
        assertThat(effect(owners.assign(owner, until, false))).isEqualTo(Effect.CREATED);

        assertThat(owners.revoke(owner))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("last RBAC admin"));
        assertThat(world.truth.rows(owner)).hasSize(1);
    }

    @Test
    void what_was_in_a_deleted_resource_group_is_absent_and_in_a_subscription_that_cannot_be_read_unclear() {
        assign(access);
        world.azure.assignments.scopes().remove(World.GROUP);
        world.azure.assignments.rows(List.of());

        assertThat(provider.observe(access)).isInstanceOf(Observation.Absent.class);
        assertThat(effect(provider.revoke(access))).isEqualTo(Effect.ALREADY_ABSENT);

        world.azure.assignments.scopes().remove(World.SUBSCRIPTION);
        assertThat(provider.observe(access)).isInstanceOf(Observation.Unclear.class);
        assertThat(provider.revoke(access)).isInstanceOf(ChangeOutcome.Refused.class);
    }

    @Test
    void many_role_assignments_are_listed_page_by_page() {
        Set<AssignmentId> made = new HashSet<>();
        for (String scope : List.of(World.SUBSCRIPTION, World.GROUP, World.OTHER_GROUP, World.ACCOUNT)) {
            for (String who : List.of(World.ANN, World.BEN)) {
                AccessRef each = World.access(provider, World.plain(scope, FakeDefinitions.READER), who);
                assign(each);
                made.add(each.assignment());
            }
        }
        List<ListedAccess> listed = list();
        assertThat(listed).hasSize(8);
        assertThat(listed.stream().map(entry -> entry.mark().orElseThrow())).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void a_list_that_goes_on_elsewhere_is_not_followed_with_our_token() {
        ScopeWalk walk = new ScopeWalk(List.of(Scope.parse(World.GROUP).orElseThrow()), world.azure.uri());
        ScopeWalk.Place begin = walk.place(Optional.empty());

        assertThat(walk.next(begin, Optional.of(world.azure.uri() + "/x?$skipToken=2")))
                .contains("0 " + world.azure.uri() + "/x?$skipToken=2");
        assertThatThrownBy(() -> walk.next(begin, Optional.of("http://evil.example/x")))
                .hasMessageContaining("another place");
        assertThatThrownBy(() -> walk.place(Optional.of("0 http://evil.example/x")))
                .hasMessageContaining("none that was given out");
    }

    private List<Row> full(int rows) {
        List<Row> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            all.add(new Row(
                    UUID.randomUUID().toString(),
                    World.SUBSCRIPTION,
                    "/providers/Microsoft.Authorization/roleDefinitions/" + FakeDefinitions.CONTRIBUTOR,
                    UUID.randomUUID().toString(),
                    "User",
                    "",
                    ""));
        }
        return all;
    }

    private List<ListedAccess> list() {
        List<ListedAccess> all = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            ListedAccess.Page page = provider.list(Descriptors.PLAIN, from);
            all.addAll(page.entries());
            from = page.next();
        } while (from.isPresent());
        return all;
    }

    private ChangeOutcome assign(AccessRef to) {
        return provider.assign(to, until, false);
    }

    static Effect effect(ChangeOutcome outcome) {
        assertThat(outcome).isInstanceOf(ChangeOutcome.Done.class);
        return ((ChangeOutcome.Done) outcome).effect();
    }
}
