package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

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
                IntStream.range(0, 1_495)
                        .mapToObj(i -> "user:u" + i + "@example.org")
                        .toArray(String[]::new))));

        assertThat(provider.assign(access(reader), world.until(), false))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("1500"));
    }

    @Test
    void a_member_with_too_many_bindings_of_the_role_gets_no_more() {
        fill(IntStream.range(0, 18)
                .mapToObj(i -> World.binding(World.READER, "t" + i, "true", ANN))
                .toList());

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
