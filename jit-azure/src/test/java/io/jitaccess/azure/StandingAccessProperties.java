package io.jitaccess.azure;

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
import io.jitaccess.request.RequestDraft;
import io.jitaccess.spi.AccessRef;
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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Two grants of one person that overlap, somebody who had the role before and asks as well, an outsider who gives and takes
 * it, Azure that fails, and lists that lag, in whatever order: when the last grant has ended, exactly the standing access is
 * there. The whole library runs, on the provider and the fake. Throttling is left out: the library waits for it in real
 * time.
 */
class StandingAccessProperties {

    /** What may happen next. A call that hangs leaves behind what one does whose answer is lost, half a minute later. */
    enum Move {
        ANN_ASKS_SHORT,
        ANN_ASKS_LONG,
        BEN_ASKS,
        RELEASE,
        OUTSIDER_GIVES_ANN,
        OUTSIDER_TAKES_FROM_ANN,
        OUTSIDER_TAKES_FROM_BEN,
        OUTSIDER_GIVES_PIPELINE,
        OUTSIDER_TAKES_FROM_PIPELINE,
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
    @Property(tries = 10, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void plain_role_assignments(@ForAll("stories") List<Move> story) {
        play(story, World.plain(World.GROUP, FakeDefinitions.READER));
    }

    @Property(tries = 10, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void storage_roles_until_an_instant(@ForAll("stories") List<Move> story) {
        play(story, World.storage(World.ACCOUNT, FakeDefinitions.BLOB_READER));
    }

    @Property(tries = 10, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void roles_through_privileged_identity_management(@ForAll("stories") List<Move> story) {
        play(story, World.pim(World.MANAGED_GROUP, FakeDefinitions.READER));
    }

    @Provide
    Arbitrary<List<Move>> stories() {
        return Arbitraries.of(Move.class).list().ofMinSize(5).ofMaxSize(30);
    }

    private static void play(List<Move> story, Entitlement entitlement) {
        try (Play play = new Play(entitlement)) {
            story.forEach(play::make);
            play.end();
        }
    }

    private static final class Play implements AutoCloseable {

        private static final IdentityId ROOT = new IdentityId("root");

        private final World world = new World();
        private final AzureProvider provider;
        private final Entitlement entitlement;
        private final InMemoryStore store = new InMemoryStore(world.clock);
        private final InMemoryDirectory people =
                new InMemoryDirectory().person("root", "admins").person("aud", "audit");
        private JitAccess jit;
        private final List<GrantId> grants = new ArrayList<>();
        private final Set<String> standing = new HashSet<>();

        Play(Entitlement entitlement) {
            this.entitlement = entitlement;
            boolean managed = entitlement.kind().equals(Descriptors.PIM);
            this.provider = (managed
                            ? world.bare().pimScopes(List.of(World.MANAGED_GROUP))
                            : world.bare().scopes(List.of(World.GROUP)))
                    .build();
            world.azure.assignments.pageSize(100);
            give(World.BEN);
            Map.of("ann", World.ANN, "ben", World.BEN)
                    .forEach((name, id) -> people.put(new Identity(
                            new IdentityId(name),
                            IdentityKind.HUMAN,
                            name,
                            Optional.empty(),
                            true,
                            Set.of(new GroupId("dev")),
                            Optional.empty(),
                            Optional.empty(),
                            Map.of("azure.principal", id))));
            jit = node();
            PolicyId policy = new PolicyId("at-once");
            Rule only = new Rule("only", new Condition.Always(), new RuleOutcome.Automatic(Duration.ofHours(4)));
            jit.administration()
                    .activate(
                            ROOT,
                            new Catalogue(
                                    List.of(new ApprovalPolicy(policy, List.of(only))),
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
                    List.of(entitlement),
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
                case OUTSIDER_GIVES_ANN -> () -> give(World.ANN);
                case OUTSIDER_TAKES_FROM_ANN -> () -> take(World.ANN);
                case OUTSIDER_TAKES_FROM_BEN -> () -> take(World.BEN);
                case OUTSIDER_GIVES_PIPELINE -> () -> give(World.PIPELINE);
                case OUTSIDER_TAKES_FROM_PIPELINE -> () -> take(World.PIPELINE);
                case THROTTLED, SERVER_ERROR, ANSWER_LOST, FORBIDDEN, CONNECTION_REFUSED ->
                    () -> fail(Kind.valueOf(move.name()));
                case HEAL -> this::heal;
                case LISTS_LAG -> () -> lag(Limits.READ_LAG);
                case LISTS_CATCH_UP -> () -> lag(Duration.ZERO);
                case RUN -> jit::runDue;
                case A_MINUTE_PASSES -> () -> pass(Duration.ofMinutes(1));
                case TEN_MINUTES_PASS -> () -> pass(Duration.ofMinutes(10));
                case AN_HOUR_PASSES -> () -> pass(Duration.ofHours(1));
            };
            does.run();
        }

        /** Another node takes over: one that was throttled pauses by the machine's clock, which no test turns. */
        private void heal() {
            world.azure.heal();
            jit.close();
            jit = node();
            jit.runDue();
        }

        private void fail(Kind kind) {
            heal();
            world.azure.begin(kind);
        }

        private GrantState state(GrantId grant) {
            return jit.grants()
                    .find(new IdentityId("aud"), grant)
                    .orElseThrow()
                    .grant()
                    .state();
        }

        private void lag(Duration time) {
            world.azure.assignments.lag(time);
            world.azure.pim.lag(time);
        }

        private void ask(String who, String eligibility, Duration duration) {
            jit.requests()
                    .request(new IdentityId(who), RequestDraft.of(new EligibilityId(eligibility), duration, "because"))
                    .fold(done -> done.value().grant().map(grants::add).orElse(false), refused -> false);
            jit.runDue();
        }

        private void release() {
            if (!grants.isEmpty()) {
                jit.grants().release(new IdentityId("ann"), grants.get(grants.size() - 1), "");
                jit.runDue();
            }
        }

        private void pass(Duration time) {
            world.clock.advance(time);
            jit.runDue();
        }

        /** As Azure does it: not beside a role assignment that is there, in force or not. */
        private void give(String objectId) {
            if (world.truth.isFree(access(objectId))) {
                world.truth.outsiderAdds(access(objectId), Optional.empty());
                standing.add(objectId);
            }
        }

        private void take(String objectId) {
            world.truth.outsiderRemoves(access(objectId));
            standing.remove(objectId);
        }

        private AccessRef access(String objectId) {
            return World.access(provider, entitlement, objectId);
        }

        /** All is well again, and more time passes than any grant has. */
        void end() {
            lag(Duration.ZERO);
            heal();
            for (int i = 0; i < 30; i++) {
                pass(Duration.ofMinutes(20));
            }
            for (String objectId : List.of(World.ANN, World.BEN, World.PIPELINE)) {
                assertThat(world.truth.isFree(access(objectId)))
                        .as("nothing left of %s at the end, with %s standing", objectId, standing)
                        .isEqualTo(!standing.contains(objectId));
            }
            assertThat(KeptTexts.of(store)).isNotEmpty().noneMatch(text -> text.contains(FakeAzure.OWN_TOKEN));
            assertThat(grants).allSatisfy(grant -> assertThat(state(grant)).isEqualTo(GrantState.ENDED));
        }

        @Override
        public void close() {
            jit.close();
            world.close();
        }
    }
}
