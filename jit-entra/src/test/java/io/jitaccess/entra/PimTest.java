package io.jitaccess.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entra.FakeGraph.Reply;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PimTest {

    enum Sort {
        GROUP,
        ROLE
    }

    private final World world = new World();
    private final FakePim pim = world.directory.pim;
    private final EntraProvider groups = world.pim();
    private final EntraProvider roles = world.roles();
    private final AccessRef membership = World.access(groups, World.ANN, World.pimGroup(World.ADMINS));
    private final AccessRef role = World.access(roles, World.ANN, World.role(World.READER));

    @AfterEach
    void close() {
        groups.close();
        roles.close();
        world.close();
    }

    private EntraProvider provider(Sort sort) {
        return sort == Sort.GROUP ? groups : roles;
    }

    private AccessRef access(Sort sort) {
        return sort == Sort.GROUP ? membership : role;
    }

    private ChangeOutcome assign(Sort sort) {
        return provider(sort).assign(access(sort), world.until(), false);
    }

    private List<FakeRequest> sent(FakeRoute route) {
        return world.graph.sent.stream()
                .filter(request -> request.route() == route)
                .toList();
    }

    private static FakeRoute route(Sort sort) {
        return sort == Sort.GROUP ? FakeRoute.PIM_GROUP_REQUEST : FakeRoute.ROLE_REQUEST;
    }

    /** A model of the client that is sent a second time loses what it carries, its end above all. */
    @ParameterizedTest
    @EnumSource
    void each_request_carries_the_end_also_when_it_is_tried_again(Sort sort) {
        world.graph.answer(request -> request.route() == route(sort)
                ? Optional.of(new Reply(503, null, Optional.empty()))
                : Optional.empty());
        for (int i = 0; i < 3; i++) {
            assertThat(assign(sort)).isInstanceOf(ChangeOutcome.Unknown.class);
        }

        assertThat(sent(route(sort))).hasSize(3).allSatisfy(request -> {
            JsonObject schedule = request.body().getAsJsonObject("scheduleInfo");
            JsonObject expiration = schedule.getAsJsonObject("expiration");
            assertThat(expiration.get("type").getAsString()).isEqualTo("afterDateTime");
            assertThat(Instant.parse(expiration.get("endDateTime").getAsString()))
                    .isEqualTo(world.until());
            assertThat(Instant.parse(schedule.get("startDateTime").getAsString()))
                    .isEqualTo(world.clock.now());
            assertThat(request.field("principalId")).isEqualTo(World.ANN);
            assertThat(request.field("action")).isEqualTo("adminAssign");
        });
    }

    @ParameterizedTest
    @EnumSource
    void an_end_is_moved_though_less_than_five_minutes_are_left(Sort sort) {
        Instant begun = world.clock.now();
        Instant end = begun.plus(Duration.ofMinutes(6));
        provider(sort).assign(access(sort), end, false);
        world.clock.advance(Duration.ofMinutes(5));

        assertThat(provider(sort).assign(access(sort), end.plus(Duration.ofMinutes(2)), true))
                .isEqualTo(ChangeOutcome.done(Effect.UPDATED));
        assertThat(provider(sort).observe(access(sort)))
                .isEqualTo(
                        new Observation.Present(Optional.of(end.plus(Duration.ofMinutes(2))), Observation.Mark.NONE));
        assertThat(sent(route(sort)))
                .last()
                .satisfies(request -> assertThat(request.body()
                                .getAsJsonObject("scheduleInfo")
                                .get("startDateTime")
                                .getAsString())
                        .isEqualTo(begun.toString()));
    }

    @ParameterizedTest
    @EnumSource
    void reads_that_lag_show_a_change_later_and_lose_none(Sort sort) {
        world.directory.lag(Duration.ofMinutes(1));
        world.clock.advance(Duration.ofMinutes(2));
        assertThat(assign(sort)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(provider(sort).observe(access(sort))).isEqualTo(Observation.absent());
        assertThat(assign(sort)).isInstanceOf(ChangeOutcome.Retryable.class);

        world.clock.advance(Duration.ofMinutes(6));
        assertThat(provider(sort).observe(access(sort))).isInstanceOf(Observation.Present.class);
        assertThat(provider(sort).revoke(access(sort))).isInstanceOf(ChangeOutcome.Done.class);
        assertThat(provider(sort).observe(access(sort))).isInstanceOf(Observation.Present.class);
        world.clock.advance(Limits.READ_LAG);
        assertThat(provider(sort).observe(access(sort))).isEqualTo(Observation.absent());
    }

    @Test
    void a_membership_is_taken_directly_while_pim_takes_nothing_back() {
        assign(Sort.GROUP);

        assertThat(groups.revoke(membership)).isInstanceOfSatisfying(ChangeOutcome.Done.class, done -> {
            assertThat(done.effect()).isEqualTo(Effect.REMOVED);
            assertThat(done.latestUsable()).isPresent();
        });
        assertThat(world.directory.isMember(World.ADMINS, World.ANN)).isFalse();
        assertThat(sent(FakeRoute.MEMBER_REMOVE)).hasSize(1);
    }

    @Test
    void later_pim_itself_takes_it_back() {
        assign(Sort.GROUP);
        world.clock.advance(Duration.ofMinutes(6));

        assertThat(groups.revoke(membership)).isInstanceOf(ChangeOutcome.Done.class);
        assertThat(world.directory.isMember(World.ADMINS, World.ANN)).isFalse();
        assertThat(sent(FakeRoute.MEMBER_REMOVE)).isEmpty();
    }

    @Test
    void a_record_that_pim_keeps_is_not_absent_and_goes_with_a_later_revoke() {
        pim.keepSchedules();
        assign(Sort.GROUP);
        groups.revoke(membership);

        assertThat(groups.observe(membership)).isInstanceOf(Observation.Present.class);
        world.clock.advance(Duration.ofMinutes(6));
        assertThat(groups.revoke(membership)).isInstanceOf(ChangeOutcome.Done.class);
        assertThat(groups.observe(membership)).isEqualTo(Observation.absent());
    }

    @Test
    void a_role_waits_until_pim_takes_it_back() {
        assign(Sort.ROLE);

        assertThat(roles.revoke(role))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Retryable.class,
                        later -> assertThat(later.message()).contains("first five minutes"));
        assertThat(roles.observe(role)).isInstanceOf(Observation.Present.class);
        world.clock.advance(Duration.ofMinutes(5));
        assertThat(roles.revoke(role)).isInstanceOf(ChangeOutcome.Done.class);
        assertThat(roles.observe(role)).isEqualTo(Observation.absent());
    }

    @ParameterizedTest
    @EnumSource
    void less_than_five_minutes_are_refused_and_declared(Sort sort) {
        assertThat(provider(sort).assign(access(sort), world.clock.now().plusSeconds(299), false))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("five minutes"));
        assertThat(provider(sort).kinds().get(0).shortest()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @EnumSource
    void the_rule_of_the_settings_that_refuses_is_named(Sort sort) {
        pim.policy("JustificationRule");

        assertThat(assign(sort))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("JustificationRule"));
    }

    @ParameterizedTest
    @EnumSource
    void without_a_licence_everything_says_so_and_nothing_falls_back(Sort sort) {
        pim.withoutLicence();

        assertThat(provider(sort).verify(access(sort).entitlement()))
                .isEqualTo(new Verification.Unusable(PimRefusal.NO_LICENCE));
        assertThat(provider(sort).missingRights())
                .extracting(MissingRight::right)
                .containsExactly("licence for PIM");
        assertThat(assign(sort)).isEqualTo(new ChangeOutcome.Refused(PimRefusal.NO_LICENCE));
        assertThat(sent(FakeRoute.MEMBER_ADD)).isEmpty();
        assertThat(world.directory.isMember(World.ADMINS, World.ANN)).isFalse();
    }

    @Test
    void a_membership_outlives_no_licence() {
        assign(Sort.GROUP);
        pim.withoutLicence();

        assertThat(groups.observe(membership)).isEqualTo(Observation.present());
        assertThat(groups.revoke(membership)).isInstanceOf(ChangeOutcome.Done.class);
        assertThat(groups.observe(membership)).isEqualTo(Observation.absent());
    }

    @Test
    void a_standing_member_is_left_alone_with_or_without_an_end() {
        world.directory.put(World.ADMINS, World.ANN);
        for (boolean ours : new boolean[] {false, true}) {
            assertThat(groups.assign(membership, world.until(), ours))
                    .isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
        }
        assertThat(sent(FakeRoute.PIM_GROUP_REQUEST)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void an_assignment_for_ever_is_never_given_an_end(Sort sort) {
        FakePim.Schedule standing = new FakePim.Schedule(
                PimTruth.target(access(sort)), World.ANN, world.clock.now(), Optional.empty(), false);
        pim.put(standing);

        for (boolean ours : new boolean[] {false, true}) {
            assertThat(provider(sort).assign(access(sort), world.until(), ours))
                    .isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
        }
        assertThat(pim.found(standing.target(), World.ANN)).containsExactly(standing);
    }

    /** A look reads one page: what is not on it is not absent while there is another. */
    @Test
    void a_role_that_may_be_on_the_next_page_is_not_absent() {
        for (int i = 1; i <= 3; i++) {
            String unit = "/administrativeUnits/10000000-0000-4000-8000-00000000000" + i;
            pim.put(new FakePim.Schedule(
                    PimTruth.target(World.access(roles, World.ANN, World.role(World.READER, unit))),
                    World.ANN,
                    world.clock.now(),
                    Optional.empty(),
                    false));
        }
        assertThat(roles.observe(role)).isInstanceOf(Observation.Unclear.class);
    }

    /** Who is eligible in PIM may activate: that is neither our access nor ours to take. */
    @ParameterizedTest
    @EnumSource
    void what_the_person_activated_is_neither_seen_nor_taken(Sort sort) {
        FakePim.Schedule own = new FakePim.Schedule(
                PimTruth.target(access(sort)), World.ANN, world.clock.now(), Optional.of(world.until()), true);
        pim.put(own);

        assertThat(provider(sort).observe(access(sort))).isEqualTo(Observation.absent());
        assertThat(provider(sort).revoke(access(sort))).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
        assertThat(assign(sort)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        world.clock.advance(Duration.ofMinutes(6));
        assertThat(provider(sort).revoke(access(sort))).isInstanceOf(ChangeOutcome.Done.class);
        assertThat(pim.found(own.target(), World.ANN)).containsExactly(own);
        assertThat(list(provider(sort))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GROUP, Failed, Refused",
        "ROLE, Failed, Refused",
        "GROUP, Denied, Refused",
        "GROUP, Canceled, Refused",
        "GROUP, FailedAsResourceIsLocked, Retryable",
        "ROLE, TimedOut, Unknown",
        "ROLE, SomethingNew, Pending"
    })
    void a_request_is_followed_to_its_final_status(Sort sort, String status, String outcome) {
        pim.slow(2, status);
        assertThat(assign(sort).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @EnumSource
    void what_pim_has_not_finished_in_a_few_seconds_is_pending(Sort sort) {
        pim.slow(9, "Provisioned");

        assertThat(assign(sort)).isInstanceOf(ChangeOutcome.Pending.class);
    }

    @ParameterizedTest
    @EnumSource
    void exists_is_believed_only_if_a_look_agrees(Sort sort) {
        world.graph.answer(request -> request.route() == route(sort)
                ? Optional.of(new FakeGraph.Refusal(400, "RoleAssignmentExists", "The Role assignment already exists.")
                        .reply(Optional.empty()))
                : Optional.empty());

        assertThat(assign(sort)).isInstanceOf(ChangeOutcome.Retryable.class);
    }

    /** A look that fails has not seen that the access is gone. */
    @ParameterizedTest
    @CsvSource({
        "GROUP, RoleAssignmentDoesNotExist",
        "ROLE, RoleAssignmentDoesNotExist",
        "ROLE, ActiveDurationTooShort",
        "GROUP, PendingRoleAssignmentRequest",
        "ROLE, PendingRoleAssignmentRequest"
    })
    void what_pim_refuses_to_take_and_nobody_sees_is_tried_again(Sort sort, String code) {
        assign(sort);
        world.graph.answer(request -> request.route() == route(sort)
                ? Optional.of(new FakeGraph.Refusal(400, code, "No.").reply(Optional.empty()))
                : Optional.of(Reply.of(500)));

        assertThat(provider(sort).revoke(access(sort))).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(sent(FakeRoute.MEMBER_REMOVE)).isEmpty();
    }

    @Test
    void what_pim_refuses_to_take_so_early_is_taken_directly_unseen() {
        assign(Sort.GROUP);
        world.graph.answer(request -> request.route() == FakeRoute.MEMBER_REMOVE || request.route() == route(Sort.GROUP)
                ? Optional.empty()
                : Optional.of(Reply.of(500)));

        assertThat(groups.revoke(membership)).isInstanceOf(ChangeOutcome.Done.class);
        assertThat(world.directory.isMember(World.ADMINS, World.ANN)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void a_request_that_was_taken_without_a_word_is_pending(Sort sort) {
        world.graph.answer(request -> request.route() == route(sort) ? Optional.of(Reply.of(201)) : Optional.empty());

        assertThat(assign(sort)).isInstanceOf(ChangeOutcome.Pending.class);
    }

    @Test
    void groups_are_looked_at_again_before_pim_is_asked() {
        world.directory.group(World.ADMINS, group -> group.addProperty("onPremisesSyncEnabled", true));

        assertThat(assign(Sort.GROUP)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(groups.verify(membership.entitlement())).isInstanceOf(Verification.Unusable.class);
        assertThat(sent(FakeRoute.PIM_GROUP_REQUEST)).isEmpty();
    }

    @Test
    void a_listing_shows_what_pim_gave_and_who_was_added_past_it() {
        assign(Sort.GROUP);
        world.directory.put(World.ADMINS, World.BEN);
        for (int i = 0; i < 3; i++) {
            pim.put(new FakePim.Schedule(
                    "group:" + World.EDITORS,
                    "e0000000-0000-4000-8000-00000000000" + i,
                    world.clock.now(),
                    Optional.of(world.until()),
                    false));
        }

        List<ListedAccess> all = list(groups);
        assertThat(all).hasSize(5);
        assertThat(all.stream()
                        .filter(entry -> entry.until().isEmpty())
                        .map(entry -> entry.principal().value()))
                .containsExactly(World.BEN);
    }

    private static List<ListedAccess> list(EntraProvider provider) {
        List<ListedAccess> all = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            ListedAccess.Page page = provider.list(provider.kinds().get(0).kind(), from);
            all.addAll(page.entries());
            from = page.next();
        } while (from.isPresent());
        return all;
    }

    @Test
    void a_role_that_is_gone_or_switched_off_is_unusable() {
        assertThat(roles.verify(role.entitlement())).isInstanceOf(Verification.Usable.class);
        pim.switchOff(World.READER);
        assertThat(roles.verify(role.entitlement())).isInstanceOf(Verification.Unusable.class);
        try (EntraProvider gone =
                world.builder().directoryRoles(List.of(World.GONE)).build()) {
            assertThat(gone.verify(World.role(World.GONE))).isInstanceOf(Verification.Unusable.class);
            assertThat(gone.discover(DirectoryRole.KIND, Optional.empty()).entries())
                    .isEmpty();
        }
    }

    @Test
    void a_service_holds_a_role_by_its_attribute_alone() {
        Entitlement entitlement = role.entitlement();
        assertThat(roles.principal(
                        World.identity(
                                "pipeline",
                                IdentityKind.SERVICE,
                                Optional.of("ann@example.org"),
                                true,
                                Map.of("entra.principal", World.NOBODY)),
                        entitlement))
                .isInstanceOf(PrincipalLookup.Found.class);
        assertThat(roles.principal(
                        World.identity(
                                "pipeline", IdentityKind.SERVICE, Optional.of("ann@example.org"), true, Map.of()),
                        entitlement))
                .isInstanceOf(PrincipalLookup.NoPrincipal.class);
    }

    @Test
    void a_batch_through_pim_is_one_request_that_writes() {
        List<Change> changes = Stream.of(World.ANN, World.BEN)
                .map(person -> new Change(
                        World.access(groups, person, World.pimGroup(World.ADMINS)), Optional.of(world.until()), false))
                .toList();

        assertThat(groups.apply(changes)).containsOnly(ChangeOutcome.done(Effect.CREATED));
        assertThat(world.graph.writingCalls).hasValue(1);
    }

    @Test
    void a_group_is_plain_or_pims_and_not_both() {
        assertThatThrownBy(() -> world.builder()
                        .groups(List.of(World.ADMINS))
                        .pimGroups(List.of(World.ADMINS))
                        .build())
                .hasMessageContaining(World.ADMINS);
    }
}
