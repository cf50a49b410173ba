package io.jitaccess.entra;

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
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
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
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Two grants of one person that overlap, a member who was there before and asks as well, an outsider who adds and removes,
 * Graph that fails, and an index that lags, in whatever order: when the last grant has ended, exactly the standing access
 * is there. The whole library runs, on the provider and the fake. Throttling is left out: the library waits for it in real
 * time.
 */
class StandingAccessProperties {

    /** What may happen next. A call that hangs leaves behind what one does whose answer is lost, half a minute later. */
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
        THROTTLED,
        SERVER_ERROR,
        ANSWER_LOST,
        FORBIDDEN,
        CONNECTION_REFUSED,
        HEAL,
        INDEX_LAGS,
        INDEX_CATCHES_UP,
        RUN,
        A_MINUTE_PASSES,
        TEN_MINUTES_PASS,
        AN_HOUR_PASSES
    }

    // shrinking plays on the common pool, which the JDK's HTTP client needs: with one thread in it, both stand still
    @Property(tries = 15, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void plain_memberships(@ForAll("stories") List<Move> story) {
        play(story, Sort.PLAIN);
    }

    @Property(tries = 15, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void memberships_through_pim(@ForAll("stories") List<Move> story) {
        play(story, Sort.PIM);
    }

    @Property(tries = 15, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void roles_through_pim(@ForAll("stories") List<Move> story) {
        play(story, Sort.ROLE);
    }

    @Provide
    Arbitrary<List<Move>> stories() {
        return Arbitraries.of(Move.class).list().ofMinSize(5).ofMaxSize(30);
    }

    private static void play(List<Move> story, Sort sort) {
        try (Play play = new Play(sort)) {
            story.forEach(play::make);
            play.end();
        }
    }

    /** Where the access is. */
    enum Sort {
        PLAIN(World.group(World.ONCALL), "group:" + World.ONCALL),
        PIM(World.pimGroup(World.ADMINS), "group:" + World.ADMINS),
        ROLE(World.role(World.READER), "role:" + World.READER + "@/");

        private final Entitlement entitlement;
        private final String target;

        Sort(Entitlement entitlement, String target) {
            this.entitlement = entitlement;
            this.target = target;
        }
    }

    private static final class Play implements AutoCloseable {

        private static final String CAT = World.NOBODY;
        private static final IdentityId ROOT = new IdentityId("root");

        private final World world = new World();
        private final Sort sort;
        private final EntraProvider provider = world.builder()
                .groups(List.of(World.ONCALL))
                .pimGroups(List.of(World.ADMINS))
                .directoryRoles(List.of(World.READER))
                .build();
        private final InMemoryStore store = new InMemoryStore(world.clock);
        private final InMemoryDirectory people =
                new InMemoryDirectory().person("root", "admins").person("aud", "audit");
        private JitAccess jit;
        private final List<GrantId> grants = new ArrayList<>();
        private final Set<String> standing = new HashSet<>(Set.of(World.BEN));

        Play(Sort sort) {
            this.sort = sort;
            world.directory.user(CAT, "cat@example.org");
            add(World.BEN);
            // longer ago than the read lag: who comes within it is taken for ours, as no mark tells
            world.clock.advance(Duration.ofMinutes(10));
            Map.of("ann", World.ANN, "ben", World.BEN)
                    .forEach((name, id) -> people.put(new io.jitaccess.identity.Identity(
                            new IdentityId(name),
                            IdentityKind.HUMAN,
                            name,
                            Optional.empty(),
                            true,
                            Set.of(new GroupId("dev")),
                            Optional.empty(),
                            Optional.empty(),
                            new TreeMap<>(Map.of("entra.principal", id)))));
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
                    .provider(provider)
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
                    List.of(sort.entitlement),
                    new DurationLimits(Duration.ofMinutes(10), Duration.ofHours(2), Duration.ofHours(4)),
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
                case OUTSIDER_REMOVES_ANN -> () -> outsiderTakes(World.ANN);
                case OUTSIDER_REMOVES_BEN -> () -> outsiderTakes(World.BEN);
                case OUTSIDER_ADDS_CAT -> () -> outsiderGives(CAT);
                case OUTSIDER_REMOVES_CAT -> () -> outsiderTakes(CAT);
                case THROTTLED, SERVER_ERROR, ANSWER_LOST, FORBIDDEN, CONNECTION_REFUSED ->
                    () -> fail(Kind.valueOf(move.name()));
                case HEAL -> this::heal;
                case INDEX_LAGS -> () -> world.directory.lag(Duration.ofSeconds(90));
                case INDEX_CATCHES_UP -> () -> world.directory.lag(Duration.ZERO);
                case RUN -> jit::runDue;
                case A_MINUTE_PASSES -> () -> pass(Duration.ofMinutes(1));
                case TEN_MINUTES_PASS -> () -> pass(Duration.ofMinutes(10));
                case AN_HOUR_PASSES -> () -> pass(Duration.ofHours(1));
            };
            does.run();
        }

        /** When nothing of the library's can come any more: nobody could tell one from the other before. */
        private void addAnnForGood() {
            calmDown();
            if (grants.stream().allMatch(grant -> state(grant) == GrantState.ENDED)) {
                outsiderGives(World.ANN);
                pass(Duration.ofHours(1));
            }
        }

        private void outsiderGives(String person) {
            add(person);
            standing.add(person);
        }

        private void outsiderTakes(String person) {
            take(person);
            standing.remove(person);
        }

        private void calmDown() {
            world.directory.lag(Duration.ZERO);
            heal();
            for (int i = 0; i < 12; i++) {
                pass(Duration.ofMinutes(20));
            }
        }

        /** Another node takes over: one that was throttled pauses by the machine's clock, which no test turns. */
        private void heal() {
            world.graph.heal();
            jit.close();
            jit = node();
            jit.runDue();
        }

        private void fail(Kind kind) {
            heal();
            world.graph.begin(kind);
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

        private void add(String person) {
            if (sort == Sort.ROLE) {
                if (world.directory.pim.found(sort.target, person).isEmpty()) {
                    world.directory.pim.put(
                            new FakePim.Schedule(sort.target, person, world.clock.now(), Optional.empty(), false));
                }
            } else {
                world.directory.put(sort.target.substring(6), person);
            }
        }

        private void take(String person) {
            world.directory.pim.take(sort.target, person);
        }

        private boolean holds(String person) {
            return !world.directory.pim.found(sort.target, person).isEmpty()
                    || (sort != Sort.ROLE && world.directory.isMember(sort.target.substring(6), person));
        }

        /** All is well again, and more time passes than any grant has. */
        void end() {
            calmDown();
            calmDown();
            for (String person : List.of(World.ANN, World.BEN, CAT)) {
                assertThat(holds(person))
                        .as("%s holds access at the end, with %s standing", person, standing)
                        .isEqualTo(standing.contains(person));
            }
            assertThat(KeptTexts.of(store))
                    .isNotEmpty()
                    .noneMatch(text -> text.contains(OwnAccount.CANARY) || text.contains(OwnAccount.TOKEN));
            assertThat(grants).allSatisfy(grant -> assertThat(state(grant)).isEqualTo(GrantState.ENDED));
        }

        @Override
        public void close() {
            jit.close();
            provider.close();
            world.close();
        }
    }
}
