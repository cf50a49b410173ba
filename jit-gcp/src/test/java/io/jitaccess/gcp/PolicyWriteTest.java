package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.http.HttpTransport;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.Observation;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change writes into a policy, and what it leaves. */
class PolicyWriteTest {

    private static final String PROJECT = "projects/shop-prod";
    private static final String ANN = "user:ann@example.org";
    private static final String WRITE = "cloudresourcemanager.projects.setIamPolicy";

    private final World world = new World();
    private final GcpProvider provider =
            world.builder().resources(World.RESOURCES).build();
    private final Entitlement reader = World.role(PROJECT, World.READER);

    @BeforeEach
    void others() {
        List<Binding> theirs = new ArrayList<>();
        theirs.add(new Binding(Json.tree(Map.of("role", "roles/owner", "members", List.of("user:ben@example.org")))));
        theirs.add(new Binding(Json.tree(Map.of(
                "role",
                "roles/viewer",
                "members",
                List.of("deleted:user:gone@example.org?uid=1", "group:all@example.org")))));
        theirs.add(World.binding(World.READER, "jitters", "request.time < timestamp(\"2020-01-01T00:00:00Z\")", ANN));
        theirs.add(new Binding(Json.tree(Map.of(
                "role",
                World.READER,
                "members",
                List.of(ANN),
                "bindingId",
                "a-field-of-tomorrow",
                "condition",
                Map.of(
                        "title", "Quote \" and \\ and ü",
                        "description", "theirs",
                        "expression", "resource.name.startsWith(\"x\") || true")))));
        world.google.policies.put(PROJECT, theirs);
        world.google.policies.putRest(
                PROJECT, Map.of("auditConfigs", List.of(Map.of("service", "allServices", "future", true))));
    }

    @AfterEach
    void close() {
        provider.close();
        world.close();
    }

    @Test
    void what_others_wrote_is_written_back_byte_for_byte() {
        List<String> before = texts();
        String rest = Json.text(world.google.policies.rest(PROJECT));
        AccessRef access = access(reader);

        assertThat(provider.assign(access, world.until(), false)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(texts()).startsWith(before.toArray(String[]::new)).hasSize(before.size() + 1);
        assertThat(provider.assign(access, world.until().plusSeconds(60), true))
                .isEqualTo(ChangeOutcome.done(Effect.UPDATED));
        assertThat(texts()).startsWith(before.toArray(String[]::new)).hasSize(before.size() + 1);
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(texts()).isEqualTo(before);
        assertThat(Json.text(world.google.policies.rest(PROJECT))).isEqualTo(rest);
    }

    @Test
    void the_binding_names_the_assignment_and_ends_by_itself() {
        AccessRef access = access(World.role(PROJECT, World.READER, "projects/_/buckets/logs/"));
        Instant until = world.until();
        provider.assign(access, until.plusMillis(900), false);

        Binding ours = last();
        assertThat(ours.title()).isEqualTo("jit:" + access.assignment());
        assertThat(ours.members()).containsExactly(ANN);
        String expression = PolicyTruth.expression(ours);
        assertThat(Cel.holds(expression, until.minusMillis(1), "projects/_/buckets/logs/objects/a"))
                .isTrue();
        assertThat(Cel.holds(expression, until, "projects/_/buckets/logs/objects/a"))
                .isFalse();
        assertThat(Cel.holds(expression, until.minusMillis(1), "projects/_/buckets/other/objects/a"))
                .isFalse();
    }

    @Test
    void what_ended_by_itself_within_moments_goes_in_one_write() {
        Instant first = world.until();
        List<AccessRef> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(access(reader));
            provider.assign(all.get(i), first.plusSeconds(i), false);
        }
        world.google.requests.clear();
        for (int i = 0; i < 5; i++) {
            world.clock.set(first.plusSeconds(i));
            assertThat(provider.revoke(all.get(i))).isEqualTo(new ChangeOutcome.Pending(PolicyEdit.GATHERED));
        }
        assertThat(world.google.requests).doesNotContain(WRITE);
        world.clock.set(first.plus(PolicyEdit.GATHERED));
        assertThat(provider.revoke(all.get(0))).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(world.google.requests).filteredOn(WRITE::equals).hasSize(1);
        assertThat(texts()).hasSize(4);
        assertThat(provider.revoke(all.get(4))).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
    }

    @Test
    void what_waits_for_a_write_goes_with_the_next_unless_it_was_given_anew() {
        AccessRef waiting = access(reader);
        AccessRef anew = access(reader);
        Instant end = world.until();
        provider.assign(waiting, end, false);
        provider.assign(anew, end, false);
        world.clock.set(end);
        assertThat(provider.revoke(waiting)).isInstanceOf(ChangeOutcome.Pending.class);
        assertThat(provider.revoke(anew)).isInstanceOf(ChangeOutcome.Pending.class);
        provider.assign(anew, end.plusSeconds(600), true);
        assertThat(provider.observe(waiting)).isEqualTo(Observation.absent());
        assertThat(provider.observe(anew))
                .isEqualTo(new Observation.Present(Optional.of(end.plusSeconds(600)), Observation.Mark.OURS));
        world.clock.set(end.plusSeconds(600));
        provider.assign(access(World.role(PROJECT, World.WRITER)), world.until(), false);
        assertThat(titles()).contains("jit:" + anew.assignment());
    }

    @Test
    void many_changes_of_one_policy_are_one_write() {
        AccessRef held = access(reader);
        provider.assign(held, world.until(), false);
        world.google.requests.clear();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            changes.add(grant(access(World.role(PROJECT, World.WRITER, "projects/_/buckets/b" + i + "/"))));
        }
        changes.add(new Change(held, Optional.empty(), true));

        assertThat(provider.apply(changes)).allMatch(outcome -> outcome instanceof ChangeOutcome.Done);
        assertThat(world.google.requests).containsExactly("cloudresourcemanager.projects.getIamPolicy", WRITE);
    }

    @Test
    void nothing_is_written_where_nothing_changes() {
        AccessRef access = access(reader);
        provider.assign(access, world.until(), false);
        world.google.requests.clear();

        provider.assign(access, world.until().plusSeconds(60), false);
        provider.assign(access, world.until(), true);
        provider.revoke(access(reader));

        assertThat(world.google.requests).doesNotContain(WRITE);
    }

    @Test
    void who_is_refused_is_found_and_the_others_are_served_revokes_first() {
        AccessRef held = access(reader);
        provider.assign(held, world.until(), false);
        AccessRef unknown = World.access(provider, "user:nobody@example.org", reader);
        AccessRef good = access(World.role(PROJECT, World.WRITER));
        AccessRef also = World.access(provider, "user:ben@example.org", reader);
        world.google.requests.clear();

        List<ChangeOutcome> outcomes = provider.apply(
                List.of(grant(good), grant(unknown), new Change(held, Optional.empty(), true), grant(also)));

        assertThat(outcomes.get(0)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("nobody@example.org does not exist"));
        assertThat(outcomes.get(2)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(outcomes.get(3)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(world.google.requests.stream().filter(WRITE::equals)).hasSize(5);
        // each write goes on from what the one before left, or could not change
        assertThat(world.google.requests).hasSize(6);
    }

    @Test
    void a_policy_that_is_wrong_without_us_takes_few_writes_and_refuses_each_change_that_needs_one() {
        List<Binding> theirs = new ArrayList<>(world.google.policies.bindings(PROJECT));
        theirs.add(World.binding("roles/browser", "theirs", "true", "user:vanished@example.org"));
        world.google.policies.put(PROJECT, theirs);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            changes.add(grant(access(World.role(PROJECT, "roles/storage.r" + i))));
        }
        changes.add(new Change(access(reader), Optional.empty(), true));
        world.google.requests.clear();

        List<ChangeOutcome> outcomes = provider.apply(changes);

        // the whole, the revokes by themselves need none, then halves down to one, and once the policy as it is
        assertThat(world.google.requests.stream().filter(WRITE::equals).count()).isLessThanOrEqualTo(10);
        assertThat(outcomes.subList(0, 80))
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                ChangeOutcome.Refused.class,
                                refused -> assertThat(refused.message())
                                        .contains("without any change of ours", "vanished@example.org")));
        assertThat(outcomes.get(80)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
        assertThat(texts()).isEqualTo(theirs.stream().map(PolicyWriteTest::text).toList());
        world.google.policies.accounts("user:vanished@example.org");
        assertThat(provider.apply(changes.subList(0, 80))).allMatch(ChangeOutcome.done(Effect.CREATED)::equals);
    }

    /** Each change of ours seems to be named by the answer then. */
    @Test
    void a_policy_that_is_wrong_for_a_member_of_ours_takes_few_writes_too() {
        fill(IntStream.range(0, 19)
                .mapToObj(i -> World.binding("roles/browser", "t" + i, "true", "user:vanished@example.org"))
                .toList());
        world.google.policies.forget("user:vanished@example.org");
        List<Change> changes = IntStream.range(0, 40)
                .mapToObj(i -> grant(World.access(
                        provider, "user:vanished@example.org", World.role(PROJECT, "roles/storage.r" + i))))
                .toList();
        world.google.requests.clear();

        assertThat(provider.apply(changes)).allMatch(ChangeOutcome.Refused.class::isInstance);
        assertThat(world.google.requests.stream().filter(WRITE::equals).count()).isLessThanOrEqualTo(10);
    }

    /** Whatever becomes of the write of the policy as it was read, which is the fifth. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void several_of_ours_that_are_refused_alike_and_unnamed_keep_no_other_from_being_served(boolean conflict) {
        if (conflict) {
            world.google.policies.conflictAfter(4);
        }
        world.google.policies.onlyDomain("@example.org");
        world.google.policies.accounts("user:x@else.org", "user:y@else.org");
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Entitlement entitlement = World.role(PROJECT, "roles/storage.r" + i);
            changes.add(grant(
                    i == 0 || i == 5
                            ? World.access(provider, i == 0 ? "user:x@else.org" : "user:y@else.org", entitlement)
                            : access(entitlement)));
        }
        List<ChangeOutcome> outcomes = provider.apply(changes);

        for (int i = 0; i < 8; i++) {
            if (i == 0 || i == 5) {
                assertThat(outcomes.get(i))
                        .isInstanceOfSatisfying(
                                ChangeOutcome.Refused.class,
                                refused -> assertThat(refused.message())
                                        .contains("permitted customer")
                                        .doesNotContain("change of ours"));
            } else {
                assertThat(outcomes.get(i)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
            }
        }
    }

    @Test
    void a_change_of_somebody_else_in_between_is_worth_another_try() {
        AccessRef access = access(reader);
        world.google.policies.conflicts(1);

        assertThat(provider.assign(access, world.until(), false)).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(world.policies.inForce(access))
                .noneMatch(entry -> entry.mark().isPresent());
        assertThat(provider.assign(access, world.until(), false)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    @Test
    void a_write_whose_answer_is_lost_is_sent_once() {
        AccessRef access = access(reader);
        world.google.requests.clear();
        world.google.begin(Kind.ANSWER_LOST);

        assertThat(provider.assign(access, world.until(), false)).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(world.google.requests.stream().filter(WRITE::equals)).hasSize(1);
        world.google.heal();
        assertThat(provider.observe(access)).isInstanceOf(Observation.Present.class);
    }

    @Test
    void a_policy_without_an_etag_is_never_written() {
        world.google.policies.unguarded();

        assertThat(provider.assign(access(reader), world.until(), false)).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(world.google.requests).doesNotContain(WRITE);
    }

    @Test
    void a_policy_that_came_without_its_conditions_is_never_written() {
        world.google.policies.withoutConditions();
        List<String> before = texts();

        assertThat(provider.assign(access(reader), world.until(), false)).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(world.google.requests).doesNotContain(WRITE);
        assertThat(texts()).isEqualTo(before);
    }

    /** A write that is parted goes on from the answer only where that may be written again. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_a_write_answers_is_written_no_further_without_conditions_or_etag(boolean etag) {
        AccessRef held = access(reader);
        provider.assign(held, world.until(), false);
        AccessRef unknown = World.access(provider, "user:nobody@example.org", reader);
        if (etag) {
            world.google.policies.withoutConditions();
        } else {
            world.google.policies.unguarded();
        }
        world.google.policies.onlyInAnswersToWrites();
        world.google.requests.clear();

        List<ChangeOutcome> outcomes = provider.apply(
                List.of(new Change(held, Optional.empty(), true), grant(access(reader)), grant(unknown)));

        assertThat(outcomes.get(0)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(outcomes.get(1)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(outcomes.get(2)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(world.google.requests)
                .filteredOn("cloudresourcemanager.projects.getIamPolicy"::equals)
                .hasSize(3);
        assertThat(texts()).noneMatch(text -> text.contains("_withcond_"));
    }

    @Test
    void a_refused_credential_has_no_effect_and_the_request_is_not_sent_again() {
        GoogleCredentials wrong =
                GoogleCredentials.create(new AccessToken("wrong", Date.from(Instant.parse("2100-01-01T00:00:00Z"))));
        try (GcpProvider stranger =
                world.builder().credentials(wrong).resources(World.RESOURCES).build()) {
            world.google.requests.clear();
            assertThat(stranger.assign(access(reader), world.until(), false))
                    .isInstanceOf(ChangeOutcome.Retryable.class);
            assertThat(stranger.observe(access(reader))).isInstanceOf(Observation.Unclear.class);
            assertThat(world.google.requests).hasSize(2);
        }
    }

    @Test
    void a_throttled_call_says_for_how_long() {
        world.google.begin(Kind.THROTTLED);

        assertThat(provider.assign(access(reader), world.until(), false))
                .isEqualTo(new ChangeOutcome.Throttled(Duration.ofSeconds(7)));
        assertThat(provider.observe(access(reader))).isEqualTo(Observation.throttled(Duration.ofSeconds(7)));
    }

    @Test
    void a_full_policy_takes_no_more_but_extends_and_revokes() {
        AccessRef held = access(reader);
        provider.assign(held, world.until(), false);
        fill(IntStream.range(0, 97)
                .mapToObj(i -> World.binding("roles/r" + i, "t" + i, "true", ANN))
                .toList());

        assertThat(provider.assign(access(World.role(PROJECT, World.WRITER)), world.until(), false))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("100"));
        assertThat(provider.assign(held, world.until().plusSeconds(60), true))
                .isEqualTo(ChangeOutcome.done(Effect.UPDATED));
        assertThat(provider.revoke(held)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(provider.assign(access(World.role(PROJECT, World.WRITER)), world.until(), false))
                .isEqualTo(ChangeOutcome.done(Effect.CREATED));
    }

    @Test
    void a_policy_with_too_many_members_takes_no_more() {
        fill(List.of(World.binding(
                "roles/browser",
                "many",
                "true",
                IntStream.range(0, 1_494)
                        .mapToObj(i -> "user:u" + i + "@example.org")
                        .toArray(String[]::new))));

        assertThat(provider.assign(access(World.role(PROJECT, World.WRITER)), world.until(), false))
                .isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(provider.assign(access(reader), world.until(), false))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("the policy is full", "1500"));
    }

    @Test
    void a_member_with_too_many_bindings_of_the_role_gets_no_more() {
        fill(IntStream.range(0, 17)
                .mapToObj(i -> World.binding(World.READER, "t" + i, "true", i == 0 ? ANN.replace("ann", "Ann") : ANN))
                .toList());

        assertThat(provider.assign(access(reader), world.until(), false)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(provider.assign(access(reader), world.until(), false))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("20"));
    }

    @Test
    void what_is_left_of_ended_access_of_ours_goes_with_the_next_write_and_nothing_else_does() {
        String longAgo = new Condition(world.clock.now().minusSeconds(3_700), Optional.empty()).expression();
        String lately = new Condition(world.clock.now().minusSeconds(3_500), Optional.empty()).expression();
        Binding ended = World.binding(World.READER, "jit:" + AssignmentId.random(), longAgo, ANN);
        List<Binding> stay = List.of(
                World.binding(World.READER, "jit:" + AssignmentId.random(), lately, ANN),
                World.binding(World.READER, "jit:no-id", longAgo, ANN),
                World.binding(World.READER, "jit-test:" + AssignmentId.random(), longAgo, ANN));
        fill(List.of(ended));
        fill(stay);
        int before = texts().size();

        provider.assign(access(World.role(PROJECT, World.WRITER)), world.until(), false);

        assertThat(texts())
                .hasSize(before)
                .contains(stay.stream().map(PolicyWriteTest::text).toArray(String[]::new));
        assertThat(world.google.policies.bindings(PROJECT))
                .noneMatch(b -> b.title().equals(ended.title()));
    }

    @Test
    void a_binding_of_ours_that_somebody_changed_stays_ours_until_it_is_gone() {
        AccessRef access = access(reader);
        provider.assign(access, world.until(), false);
        List<Binding> bindings = new ArrayList<>(world.google.policies.bindings(PROJECT));
        Binding changed = World.binding(World.WRITER, last().title(), "true", ANN, "user:ben@example.org");
        bindings.set(bindings.size() - 1, changed);
        world.google.policies.put(PROJECT, bindings);

        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.empty(), Observation.Mark.OURS));
        assertThat(provider.assign(access, world.until(), true)).isEqualTo(ChangeOutcome.done(Effect.UPDATED));
        assertThat(last().members()).containsExactly(ANN);
        assertThat(last().role()).isEqualTo(World.READER);
        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.of(world.until()), Observation.Mark.OURS));
    }

    @Test
    void whatever_somebody_changed_in_a_binding_of_ours_is_put_right() {
        AccessRef access = access(reader);
        provider.assign(access, world.until(), false);
        Binding ours = last();
        String expression = PolicyTruth.expression(ours);
        String later = new Condition(world.until().plusSeconds(1), Optional.empty()).expression();
        for (Binding changed : List.of(
                World.binding(World.WRITER, ours.title(), expression, ANN),
                World.binding(World.READER, ours.title(), expression, ANN, "user:ben@example.org"),
                World.binding(World.READER, ours.title(), expression, "user:ben@example.org"),
                World.binding(World.READER, ours.title(), later, ANN))) {
            replaceLast(changed);
            assertThat(provider.assign(access, world.until(), true)).isEqualTo(ChangeOutcome.done(Effect.UPDATED));
            assertThat(text(last())).isEqualTo(text(ours));
        }
        replaceLast(World.binding(World.READER, ours.title(), expression, "user:Ann@Example.org"));
        assertThat(provider.assign(access, world.until(), true)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
    }

    @Test
    void a_second_binding_of_one_title_goes_with_the_first() {
        AccessRef access = access(reader);
        provider.assign(access, world.until(), false);
        fill(List.of(last()));
        int both = texts().size();
        assertThat(provider.assign(access, world.until(), true)).isEqualTo(ChangeOutcome.done(Effect.UPDATED));
        assertThat(texts()).hasSize(both - 1);
        fill(List.of(last()));
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(texts()).hasSize(both - 2);
    }

    @Test
    void what_ended_long_ago_and_is_given_anew_is_changed_in_its_place() {
        AccessRef access = access(reader);
        provider.assign(access, world.until(), false);
        fill(List.of(World.binding("roles/browser", "behind", "true", ANN)));
        int place = titles().indexOf("jit:" + access.assignment());
        world.clock.advance(Duration.ofHours(3));

        assertThat(provider.assign(access, world.until(), true)).isEqualTo(ChangeOutcome.done(Effect.UPDATED));
        assertThat(titles().indexOf("jit:" + access.assignment())).isEqualTo(place);
    }

    @Test
    void what_needed_no_write_is_as_it_was_found_whatever_came_of_the_write() {
        AccessRef held = access(reader);
        AccessRef longer = access(reader);
        AccessRef same = access(reader);
        for (AccessRef each : List.of(held, longer, same)) {
            provider.assign(each, world.until(), false);
        }
        List<Change> changes = List.of(
                new Change(held, Optional.empty(), true),
                new Change(access(reader), Optional.empty(), true),
                new Change(longer, Optional.of(world.until().plusSeconds(60)), true),
                new Change(same, Optional.of(world.until()), true),
                grant(access(reader)));
        world.google.policies.conflicts(1);
        world.google.requests.clear();

        List<ChangeOutcome> outcomes = provider.apply(changes);

        assertThat(List.of(outcomes.get(0), outcomes.get(2), outcomes.get(4)))
                .allMatch(ChangeOutcome.Retryable.class::isInstance);
        assertThat(outcomes.get(1)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
        assertThat(outcomes.get(3)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
        assertThat(world.google.requests.stream().filter(WRITE::equals)).hasSize(1);
    }

    @Test
    void many_changes_whose_answer_is_lost_are_sent_once() {
        world.google.requests.clear();
        world.google.begin(Kind.ANSWER_LOST);
        List<ChangeOutcome> outcomes = provider.apply(List.of(grant(access(reader)), grant(access(reader))));
        assertThat(outcomes).hasSize(2).allMatch(ChangeOutcome.Unknown.class::isInstance);
        assertThat(world.google.requests.stream().filter(WRITE::equals)).hasSize(1);
    }

    @Test
    void a_conflict_in_one_part_makes_the_next_read_anew() {
        AccessRef held = access(reader);
        provider.assign(held, world.until(), false);
        AccessRef unknown = World.access(provider, "user:nobody@example.org", reader);
        world.google.policies.conflictAfter(1);

        List<ChangeOutcome> outcomes = provider.apply(
                List.of(new Change(held, Optional.empty(), true), grant(access(reader)), grant(unknown)));

        assertThat(outcomes.get(0)).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(outcomes.get(1)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(outcomes.get(2)).isInstanceOf(ChangeOutcome.Refused.class);
    }

    @Test
    void what_has_not_ended_in_every_binding_is_revoked_at_once() {
        AccessRef access = access(reader);
        provider.assign(access, world.until(), false);
        Instant end = world.until();
        String later = new Condition(end.plusSeconds(600), Optional.empty()).expression();
        fill(List.of(World.binding(World.READER, "jit:" + access.assignment(), later, ANN)));
        world.clock.set(end);
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(titles()).doesNotContain("jit:" + access.assignment());
    }

    @Test
    void who_is_interrupted_after_the_look_writes_nothing() {
        Thread self = Thread.currentThread();
        world.google.requests.clear();
        world.google.before("cloudresourcemanager.projects.getIamPolicy", self::interrupt);
        try {
            assertThat(provider.assign(access(reader), world.until(), false))
                    .isInstanceOf(ChangeOutcome.Retryable.class);
        } finally {
            Thread.interrupted();
        }
        assertThat(world.google.requests).doesNotContain(WRITE);
    }

    @Test
    void an_end_is_believed_once_no_clock_can_be_so_far_ahead() {
        AccessRef access = access(reader);
        Instant end = world.until();
        provider.assign(access, end, false);
        world.clock.set(end.plusSeconds(30));
        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.of(end), Observation.Mark.OURS));
        world.clock.set(end.plusSeconds(31));
        assertThat(provider.observe(access)).isEqualTo(Observation.absent());
    }

    @Test
    void of_several_bindings_of_one_title_the_last_end_counts_and_one_without_has_none() {
        AccessRef access = access(reader);
        Instant end = world.until();
        provider.assign(access, end, false);
        String title = "jit:" + access.assignment();
        String later = new Condition(end.plusSeconds(600), Optional.empty()).expression();
        fill(List.of(World.binding(World.READER, title, later, ANN)));
        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.of(end.plusSeconds(600)), Observation.Mark.OURS));
        fill(List.of(World.binding(World.READER, title, "true", ANN)));
        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.empty(), Observation.Mark.OURS));
    }

    @Test
    void nothing_is_sent_when_the_time_of_the_call_is_over() throws java.io.IOException {
        HttpTransport transport = Transport.open();
        try {
            Google google =
                    Google.of(transport, new Wire(World::own, Duration.ofSeconds(20)), Optional.of(world.google.uri()));
            PolicyBatch late = new PolicyBatch(new Policies(google), "jit", world.clock.asClock(), Duration.ZERO);
            world.google.requests.clear();
            assertThat(late.apply(Resource.parse(PROJECT).orElseThrow(), List.of(grant(access(reader)))))
                    .singleElement()
                    .isInstanceOf(ChangeOutcome.Retryable.class);
            assertThat(world.google.requests).isEmpty();
        } finally {
            transport.shutdown();
        }
    }

    private List<String> titles() {
        return world.google.policies.bindings(PROJECT).stream()
                .map(Binding::title)
                .toList();
    }

    private void replaceLast(Binding binding) {
        List<Binding> bindings = new ArrayList<>(world.google.policies.bindings(PROJECT));
        bindings.set(bindings.size() - 1, binding);
        world.google.policies.accounts(binding.members().toArray(String[]::new));
        world.google.policies.put(PROJECT, bindings);
    }

    private void fill(List<Binding> more) {
        List<Binding> bindings = new ArrayList<>(world.google.policies.bindings(PROJECT));
        bindings.addAll(more);
        world.google.policies.accounts(
                more.stream().flatMap(b -> b.members().stream()).toArray(String[]::new));
        world.google.policies.put(PROJECT, bindings);
    }

    private AccessRef access(Entitlement entitlement) {
        return World.access(provider, ANN, entitlement);
    }

    private Change grant(AccessRef access) {
        return new Change(access, Optional.of(world.until()), false);
    }

    private Binding last() {
        List<Binding> bindings = world.google.policies.bindings(PROJECT);
        return bindings.get(bindings.size() - 1);
    }

    private List<String> texts() {
        return world.google.policies.bindings(PROJECT).stream()
                .map(PolicyWriteTest::text)
                .toList();
    }

    /** The order of an object's fields is the clients' affair. */
    private static String text(Binding binding) {
        return Json.text(sorted(binding.tree()));
    }

    private static Object sorted(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((name, inner) -> sorted.put(String.valueOf(name), sorted(inner)));
        return sorted;
    }
}
