package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.Settings;
import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.PolicyId;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.DurationLimits;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.eligibility.ReasonRule;
import io.jitaccess.eligibility.Subjects;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.okta.FakeGroups.FakeRule;
import io.jitaccess.okta.FakeUsers.FakeUser;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.testkit.InMemoryDirectory;
import io.jitaccess.testkit.KeptTexts;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import io.jitaccess.testkit.store.InMemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Two grants of one person that overlap, a member who was there before and asks as well, an outsider who adds, removes and
 * points a rule at the group, Okta that fails, and lists that lag, in whatever order: when the last grant has ended, exactly
 * the standing access is there, and no rule got an exception. The whole library runs, on the provider and the fake.
 */
class StandingAccessProperties {

    /** What may happen next. */
    enum Move {
        ANN_ASKS_SHORT,
        ANN_ASKS_LONG,
        BEN_ASKS,
        RELEASE,
        OUTSIDER_ADDS_ANN_FOR_GOOD,
        OUTSIDER_REMOVES_ANN,
        OUTSIDER_REMOVES_BEN,
        OUTSIDER_ADDS_CAT,
        OUTSIDER_REMOVES_CAT,
        RULE_COMES,
        RULE_LEAVES,
        THROTTLED,
        SERVER_ERROR,
        ANSWER_LOST,
        FORBIDDEN,
        CONNECTION_REFUSED,
        HEAL,
        LISTS_LAG,
        LISTS_CATCH_UP,
        RUN,
        A_MINUTE_PASSES,
        TEN_MINUTES_PASS,
        AN_HOUR_PASSES
    }

    // shrinking plays on the common pool, which the JDK's HTTP client needs: with one thread in it, both stand still
    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void group_memberships(@ForAll("stories") List<Move> story) {
        play(story, world -> World.membership(world.readers));
    }

    @Property(tries = 12, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void app_assignments(@ForAll("stories") List<Move> story) {
        play(story, world -> World.app(world.wiki));
    }

    @Property(tries = 12, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void administrators_roles(@ForAll("stories") List<Move> story) {
        play(story, world -> World.role("READ_ONLY_ADMIN"));
    }

    @Provide
    Arbitrary<List<Move>> stories() {
        return Arbitraries.of(Move.class).list().ofMinSize(5).ofMaxSize(30);
    }

    private static void play(List<Move> story, Function<World, Entitlement> to) {
        try (Play play = new Play(to)) {
            story.forEach(play::make);
            play.end();
        }
    }

    private static final class Play implements AutoCloseable {

        private static final IdentityId ROOT = new IdentityId("root");

        private final World world = new World();
        private final FakeUser cat = world.okta.org.users.add("cat@example.com", "cat@example.com");
        private final FakeRule rule = world.okta.org.groups.rule(Set.of());
        private final OrgTruth truth = new OrgTruth(world.okta);
        private final Entitlement entitlement;
        private final InMemoryStore store = new InMemoryStore(world.clock);
        private final InMemoryDirectory people =
                new InMemoryDirectory().person("root", "admins").person("aud", "audit");
        private JitAccess jit;
        private final List<GrantId> grants = new ArrayList<>();
        private final Set<String> standing = new HashSet<>(Set.of(world.ben.id));

        Play(Function<World, Entitlement> to) {
            entitlement = to.apply(world);
            add(world.ben);
            // what came within the lag before the first look cannot be told from what came after it
            world.clock.advance(Duration.ofHours(1));
            List.of("ann", "ben")
                    .forEach(name -> people.put(new Identity(
                            new IdentityId(name),
                            IdentityKind.HUMAN,
                            name,
                            Optional.of(name + "@example.com"),
                            true,
                            Set.of(new GroupId("dev")),
                            Optional.empty(),
                            Optional.empty(),
                            Map.of())));
            jit = node();
            PolicyId policy = new PolicyId("at-once");
            jit.administration()
                    .activate(
                            ROOT,
                            new Catalogue(
                                    List.of(new ApprovalPolicy(
                                            policy,
                                            List.of(new Rule(
                                                    "only",
                                                    new Condition.Always(),
                                                    new RuleOutcome.Automatic(Duration.ofHours(4)))))),
                                    List.of(eligibility("one", policy), eligibility("two", policy))))
                    .orElseThrow();
        }

        private JitAccess node() {
            return JitAccess.builder()
                    .store(store)
                    .directory(people)
                    .provider(world.provider)
                    .settings(Settings.DEFAULTS.withRoles(Set.of(new GroupId("admins")), Set.of(new GroupId("audit"))))
                    .build();
        }

        private Eligibility eligibility(String id, PolicyId policy) {
            return new Eligibility(
                    new EligibilityId(id),
                    id,
                    "",
                    Subjects.groups(new GroupId("dev")),
                    Set.of(),
                    List.of(entitlement),
                    new DurationLimits(Duration.ofMinutes(5), Duration.ofHours(2), Duration.ofHours(4)),
                    policy,
                    ReasonRule.OPTIONAL,
                    false,
                    BundleMode.ALL_OR_NOTHING,
                    Duration.ofDays(7),
                    true,
                    Map.of());
        }

        void make(Move move) {
            Runnable does = switch (move) {
                case ANN_ASKS_SHORT -> () -> ask("ann", "one", Duration.ofMinutes(15));
                case ANN_ASKS_LONG -> () -> ask("ann", "two", Duration.ofHours(2));
                case BEN_ASKS -> () -> ask("ben", "one", Duration.ofMinutes(30));
                case RELEASE -> this::release;
                case OUTSIDER_ADDS_ANN_FOR_GOOD -> this::addAnnForGood;
                case OUTSIDER_REMOVES_ANN -> () -> outsiderTakes(world.ann);
                case OUTSIDER_REMOVES_BEN -> () -> outsiderTakes(world.ben);
                case OUTSIDER_ADDS_CAT -> () -> outsiderGives(cat);
                case OUTSIDER_REMOVES_CAT -> () -> outsiderTakes(cat);
                case THROTTLED, SERVER_ERROR, ANSWER_LOST, FORBIDDEN, CONNECTION_REFUSED ->
                    () -> fail(Kind.valueOf(move.name()));
                case HEAL -> this::heal;
                case RULE_COMES -> () -> world.okta.quietly(() -> rule.groups.add(world.readers));
                case RULE_LEAVES -> () -> world.okta.quietly(() -> rule.groups.remove(world.readers));
                case LISTS_LAG -> () -> world.okta.org.groups.lag = GroupMembership.READ_LAG;
                case LISTS_CATCH_UP -> () -> world.okta.org.groups.lag = Duration.ZERO;
                case RUN -> jit::runDue;
                case A_MINUTE_PASSES -> () -> pass(Duration.ofMinutes(1));
                case TEN_MINUTES_PASS -> () -> pass(Duration.ofMinutes(10));
                case AN_HOUR_PASSES -> () -> pass(Duration.ofHours(1));
            };
            does.run();
        }

        /** Another node takes over: one that was throttled pauses by the machine's clock, which no test turns. */
        private void heal() {
            world.okta.heal();
            jit.close();
            jit = node();
            jit.runDue();
        }

        private void fail(Kind kind) {
            heal();
            world.okta.begin(kind);
        }

        /** When nothing of the library's can come any more: nobody could tell one from the other before. */
        private void addAnnForGood() {
            calmDown();
            if (grants.stream().allMatch(grant -> state(grant) == GrantState.ENDED)) {
                outsiderGives(world.ann);
                pass(Duration.ofHours(1));
            }
        }

        private void outsiderGives(FakeUser person) {
            add(person);
            standing.add(person.id);
        }

        private void outsiderTakes(FakeUser person) {
            take(person);
            standing.remove(person.id);
        }

        private void calmDown() {
            make(Move.LISTS_CATCH_UP);
            make(Move.RULE_LEAVES);
            heal();
            for (int i = 0; i < 8; i++) {
                pass(Duration.ofMinutes(30));
            }
        }

        private GrantState state(GrantId grant) {
            return jit.grants()
                    .find(new IdentityId("aud"), grant)
                    .orElseThrow()
                    .grant()
                    .state();
        }

        private void ask(String who, String eligibility, Duration duration) {
            jit.requests()
                    .request(new IdentityId(who), RequestDraft.of(new EligibilityId(eligibility), duration, "because"))
                    .fold(done -> done.value().grant().map(grants::add).orElse(false), refused -> false);
            jit.runDue();
        }

        private void release() {
            if (!grants.isEmpty()) {
                GrantId last = grants.get(grants.size() - 1);
                jit.grants().release(new IdentityId("ann"), last, "");
                jit.runDue();
            }
        }

        private void pass(Duration time) {
            world.clock.advance(time);
            jit.runDue();
        }

        private void add(FakeUser person) {
            truth.outsiderAdds(world.access(entitlement, person), Optional.empty());
        }

        private void take(FakeUser person) {
            truth.outsiderRemoves(world.access(entitlement, person));
        }

        /** All is well again, and more time passes than any grant has. */
        void end() {
            calmDown();
            calmDown();
            for (FakeUser person : List.of(world.ann, world.ben, cat)) {
                assertThat(truth.isHeld(world.access(entitlement, person)))
                        .as("%s holds access at the end, with %s standing", person.login, standing)
                        .isEqualTo(standing.contains(person.id));
            }
            assertThat(rule.exceptions).isEmpty();
            assertThat(KeptTexts.of(store))
                    .isNotEmpty()
                    .noneMatch(text -> text.contains("canary") || text.contains("eyJ"));
            assertThat(grants).allSatisfy(grant -> assertThat(state(grant)).isEqualTo(GrantState.ENDED));
        }

        @Override
        public void close() {
            jit.close();
            world.close();
        }
    }
}
