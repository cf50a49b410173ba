package io.jitaccess.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.jitaccess.entra.FakeGraph.Refusal;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GroupMembershipTest {

    private final World world = new World();
    private final EntraProvider provider = world.plain();
    private final AccessRef access = World.access(provider, World.ANN, World.group(World.ONCALL));

    @AfterEach
    void close() {
        provider.close();
        world.close();
    }

    @Test
    void a_member_who_was_there_before_is_left_alone() {
        world.directory.put(World.ONCALL, World.ANN);

        for (boolean ours : new boolean[] {false, true}) {
            assertThat(provider.assign(access, world.until(), ours))
                    .isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
        }
    }

    @Test
    void already_there_is_believed_only_if_a_look_agrees() {
        world.directory.lag(Duration.ofMinutes(1));
        world.directory.put(World.ONCALL, World.ANN);

        assertThat(provider.assign(access, world.until(), false)).isInstanceOf(ChangeOutcome.Retryable.class);
        world.clock.advance(Duration.ofMinutes(1));
        assertThat(provider.assign(access, world.until(), false)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
    }

    @Test
    void not_there_is_believed_only_if_a_look_agrees_with_the_group_in_sight() {
        provider.assign(access, world.until(), false);
        world.clock.advance(Duration.ofHours(1));
        world.directory.lag(Duration.ofMinutes(1));
        world.directory.take(World.ONCALL, World.ANN);

        assertThat(provider.revoke(access)).isInstanceOf(ChangeOutcome.Retryable.class);
        world.clock.advance(Duration.ofMinutes(1));
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
        world.directory.remove(World.ONCALL);
        assertThat(provider.revoke(access)).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(provider.observe(access)).isInstanceOf(Observation.Unclear.class);
    }

    @Test
    void a_removal_says_until_when_tokens_work() {
        provider.assign(access, world.until(), false);

        assertThat(provider.revoke(access))
                .isEqualTo(new ChangeOutcome.Done(
                        Effect.REMOVED, Optional.of(world.clock.now().plus(Duration.ofMinutes(90)))));
        assertThat(provider.kinds().get(0).propagation()).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void only_references_are_deleted() {
        provider.assign(access, world.until(), false);
        provider.revoke(access);
        provider.revoke(access);

        assertThat(world.graph.requests.stream().filter(line -> line.startsWith("DELETE")))
                .hasSize(2)
                .allMatch(line -> line.endsWith("/$ref"));
        assertThat(world.directory.hasUser(World.ANN)).isTrue();
    }

    static Stream<Consumer<JsonObject>> whatOthersDecide() {
        return Stream.of(
                group -> group.add("groupTypes", array("DynamicMembership")),
                group -> group.addProperty("membershipRule", "user.department -eq \"Sales\""),
                group -> group.addProperty("onPremisesSyncEnabled", true),
                group -> group.addProperty("mailEnabled", true),
                group -> group.addProperty("isManagementRestricted", true),
                group -> group.addProperty("visibility", "HiddenMembership"),
                group -> group.addProperty("isAssignableToRole", true));
    }

    @ParameterizedTest
    @MethodSource("whatOthersDecide")
    void groups_that_are_not_ours_to_fill_are_refused_when_verified_and_before_each_assign(
            Consumer<JsonObject> change) {
        assertThat(provider.verify(access.entitlement())).isInstanceOf(Verification.Usable.class);
        world.directory.group(World.ONCALL, change);

        assertThat(provider.verify(access.entitlement())).isInstanceOf(Verification.Unusable.class);
        assertThat(provider.assign(access, world.until(), false)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(world.graph.writingCalls).hasValue(0);
    }

    @Test
    void a_group_that_became_unfit_is_still_taken_back() {
        provider.assign(access, world.until(), false);
        world.directory.group(World.ONCALL, group -> group.addProperty("isAssignableToRole", true));

        assertThat(provider.revoke(access)).isInstanceOf(ChangeOutcome.Done.class);
        assertThat(world.directory.isMember(World.ONCALL, World.ANN)).isFalse();
    }

    @Test
    void groups_that_may_hold_roles_are_handed_out_once_that_is_switched_on() {
        world.directory.group(World.ONCALL, group -> group.addProperty("isAssignableToRole", true));
        try (EntraProvider allowed = world.builder()
                .groups(List.of(World.ONCALL))
                .roleAssignableGroups(true)
                .build()) {
            assertThat(allowed.verify(access.entitlement()))
                    .isInstanceOfSatisfying(
                            Verification.Usable.class,
                            usable -> assertThat(usable.warnings()).anyMatch(warning -> warning.contains("roles")));
            assertThat(allowed.assign(access, world.until(), false)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        }
    }

    @Test
    void microsoft_365_groups_are_fit_though_they_have_mail() {
        world.directory.group(World.ONCALL, group -> {
            group.addProperty("mailEnabled", true);
            group.add("groupTypes", array("Unified"));
        });

        assertThat(provider.verify(access.entitlement())).isInstanceOf(Verification.Usable.class);
    }

    @Test
    void a_group_that_is_gone_is_unusable_and_one_that_cannot_be_read_is_unclear() {
        world.directory.remove(World.ONCALL);
        assertThat(provider.verify(access.entitlement())).isInstanceOf(Verification.Unusable.class);
        world.graph.begin(io.jitaccess.testkit.provider.ProviderFaults.Kind.FORBIDDEN);
        assertThat(provider.verify(access.entitlement())).isInstanceOf(Verification.Unclear.class);
    }

    @Test
    void each_of_a_batch_has_its_own_outcome() {
        AccessRef ben = World.access(provider, World.BEN, World.group(World.ONCALL));
        AccessRef nobody = World.access(provider, World.NOBODY, World.group(World.READERS));
        AccessRef throttled = World.access(provider, World.BEN, World.group(World.READERS));
        world.graph.answer(request -> request.route() == FakeRoute.MEMBER_ADD
                        && request.part(1).equals(World.READERS)
                        && request.field("@odata.id").endsWith(World.BEN)
                ? Optional.of(new Refusal(429, "TooManyRequests", "Too many requests.").reply(Optional.of("17")))
                : Optional.empty());
        world.directory.put(World.ONCALL, World.BEN);

        List<ChangeOutcome> outcomes = provider.apply(
                Stream.of(access, ben, nobody, throttled).map(this::assign).toList());

        assertThat(outcomes.get(0)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(outcomes.get(1)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
        assertThat(outcomes.get(2)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(outcomes.get(3)).isEqualTo(new ChangeOutcome.Throttled(Duration.ofSeconds(17)));
        assertThat(world.graph.writingCalls).hasValue(1);
    }

    /** What is certain about each: 424 says that another request of the batch failed before this one was begun. */
    @ParameterizedTest
    @CsvSource({
        "400, Refused", "401, Retryable", "403, Refused", "404, Refused", "408, Unknown", "409, Retryable",
        "412, Retryable", "423, Retryable", "424, Retryable", "429, Throttled", "500, Unknown", "503, Unknown"
    })
    void an_item_that_failed_without_a_body_is_told_by_its_status(int status, String outcome) {
        world.graph.answer(request ->
                request.route() == FakeRoute.MEMBER_ADD ? Optional.of(FakeGraph.Reply.of(status)) : Optional.empty());

        assertThat(provider.assign(access, world.until(), false).getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    void an_item_that_a_batch_answers_garbled_is_unknown() {
        world.graph.answer(request -> Optional.of(FakeGraph.Reply.GARBLED));

        assertThat(provider.revoke(access)).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(provider.observe(access)).isInstanceOf(Observation.Unclear.class);
    }

    @Test
    void an_item_that_a_batch_leaves_unanswered_is_unknown_and_a_look_at_it_says_nothing() {
        AccessRef ben = World.access(provider, World.BEN, World.group(World.ONCALL));
        world.graph.answer(request ->
                request.toString().contains(World.ANN) ? Optional.of(FakeGraph.Reply.LEFT_OUT) : Optional.empty());

        assertThat(provider.apply(List.of(assign(access), assign(ben))))
                .satisfiesExactly(
                        left -> assertThat(left).isInstanceOf(ChangeOutcome.Unknown.class),
                        answered -> assertThat(answered).isEqualTo(ChangeOutcome.done(Effect.CREATED)));
        assertThat(provider.observe(access)).isInstanceOf(Observation.Unclear.class);
        assertThat(provider.apply(List.of(new Change(access, Optional.empty(), true))))
                .singleElement()
                .isInstanceOf(ChangeOutcome.Unknown.class);
    }

    @Test
    void an_index_that_lags_shows_a_change_later_and_no_look_says_what_it_did_not_see() {
        world.directory.lag(Duration.ofMinutes(1));
        provider.assign(access, world.until(), false);
        assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        world.clock.advance(Limits.READ_LAG);
        assertThat(provider.observe(access)).isEqualTo(Observation.present());
    }

    @Test
    void a_thousand_ends_take_fifty_writes() {
        List<AccessRef> all = new java.util.ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String person = String.format(java.util.Locale.ROOT, "d0000000-0000-4000-8000-%012d", i);
            world.directory.user(person, "p" + i + "@example.org");
            world.directory.put(World.ONCALL, person);
            all.add(World.access(provider, person, World.group(World.ONCALL)));
        }
        int before = world.graph.calls.get();
        for (int from = 0; from < 1000; from += provider.largestBatch()) {
            List<Change> some = all.subList(from, from + provider.largestBatch()).stream()
                    .map(ref -> new Change(ref, Optional.empty(), true))
                    .toList();
            assertThat(some.stream()
                            .map(change -> provider.batchKey(change.access()))
                            .distinct())
                    .hasSize(1);
            assertThat(provider.apply(some))
                    .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(ChangeOutcome.Done.class));
        }

        assertThat(world.graph.writingCalls).hasValue(50);
        assertThat(world.graph.calls.get() - before).isEqualTo(50);
        assertThat(Set.copyOf(world.graph.requests)).hasSize(1000);
    }

    private Change assign(AccessRef ref) {
        return new Change(ref, Optional.of(world.until()), false);
    }

    private static JsonArray array(String value) {
        JsonArray array = new JsonArray();
        array.add(value);
        return array;
    }
}
