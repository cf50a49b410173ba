package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.Requests;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.okta.FakeGroups.FakeRule;
import io.jitaccess.okta.FakeUsers.FakeUser;
import io.jitaccess.testkit.KeptTexts;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
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
 * Two grants of one person that overlap and are extended, a member who was there before and asks as well, an outsider who
 * adds, before a grant, while it is made and while it runs, removes, and points a rule at the group, Okta that fails, and
 * lists that lag, in whatever order: when the last grant has ended, exactly the standing access is there, and no rule got an
 * exception. The whole library runs, on the provider and the fake.
 */
class StandingAccessProperties {

    /** What may happen next. */
    enum Move {
        ANN_ASKS_SHORT,
        ANN_ASKS_LONG,
        BEN_ASKS,
        EXTEND,
        RELEASE,
        OUTSIDER_ADDS_ANN_FOR_GOOD,
        OUTSIDER_ADDS_ANN_WHO_HOLDS_IT,
        OUTSIDER_ADDS_ANN_WHILE_SHE_ASKS,
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

        private static final IdentityId ANN = new IdentityId("ann");

        private final World world = new World();
        private final FakeUser cat = world.okta.org.users.add("cat@example.com", "cat@example.com");
        private final FakeRule rule = world.okta.org.groups.rule(Set.of());
        private final OrgTruth truth = new OrgTruth(world.okta);
        private final Entitlement entitlement;
        private final Library library;
        private final List<GrantId> grants = new ArrayList<>();
        private final Set<String> standing = new HashSet<>(Set.of(world.ben.id));

        Play(Function<World, Entitlement> to) {
            entitlement = to.apply(world);
            add(world.ben);
            // what came within the lag before the first look cannot be told from what came after it
            world.clock.advance(Duration.ofHours(1));
            library = new Library(world.clock, List.of(world.provider), Map.of("one", entitlement, "two", entitlement));
        }

        void make(Move move) {
            Runnable does = switch (move) {
                case ANN_ASKS_SHORT -> () -> ask("ann", "one", Duration.ofMinutes(15));
                case ANN_ASKS_LONG -> () -> ask("ann", "two", Duration.ofHours(2));
                case BEN_ASKS -> () -> ask("ben", "one", Duration.ofMinutes(30));
                case EXTEND -> this::extend;
                case RELEASE -> this::release;
                case OUTSIDER_ADDS_ANN_FOR_GOOD -> this::addAnnForGood;
                case OUTSIDER_ADDS_ANN_WHO_HOLDS_IT -> this::addAnnToo;
                case OUTSIDER_ADDS_ANN_WHILE_SHE_ASKS -> this::askWhileAnnIsAdded;
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
                case RUN -> () -> library.jit().runDue();
                case A_MINUTE_PASSES -> () -> pass(Duration.ofMinutes(1));
                case TEN_MINUTES_PASS -> () -> pass(Duration.ofMinutes(10));
                case AN_HOUR_PASSES -> () -> pass(Duration.ofHours(1));
            };
            does.run();
        }

        private void heal() {
            world.okta.heal();
            library.restart();
        }

        private void fail(Kind kind) {
            heal();
            world.okta.begin(kind);
        }

        /** When nothing of the library's can come any more: nobody could tell one from the other before. */
        private void addAnnForGood() {
            calmDown();
            if (grants.stream().allMatch(grant -> library.state(grant) == GrantState.ENDED)) {
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

        private void ask(String who, String eligibility, Duration duration) {
            library.ask(who, eligibility, duration).ifPresent(grants::add);
        }

        private void extend() {
            last().ifPresent(grant -> {
                library.jit()
                        .requests()
                        .extend(ANN, grant, Requests.Extension.by(Duration.ofMinutes(30), "more of it"));
                library.jit().runDue();
            });
        }

        private void release() {
            last().ifPresent(grant -> library.release(ANN.value(), grant));
        }

        private Optional<GrantId> last() {
            return grants.isEmpty() ? Optional.empty() : Optional.of(grants.get(grants.size() - 1));
        }

        private void pass(Duration time) {
            library.pass(time);
        }

        /** Okta has it once: it is the grant's, and ends with it. */
        private void addAnnToo() {
            if (truth.isHeld(world.access(entitlement, world.ann))) {
                add(world.ann);
            }
        }

        /** After the library's look and before its write: nobody can tell one from the other, and it ends with the grant. */
        private void askWhileAnnIsAdded() {
            library.jit().runDue();
            world.okta.beforeNextWrite(() -> {
                if (!truth.isHeld(world.access(entitlement, world.ann))) {
                    add(world.ann);
                }
            });
            ask("ann", "one", Duration.ofMinutes(15));
            world.okta.beforeNextWrite(() -> {});
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
            assertThat(KeptTexts.of(library.store))
                    .isNotEmpty()
                    .noneMatch(text -> text.contains("canary") || text.contains("eyJ"));
            assertThat(grants)
                    .allSatisfy(grant -> assertThat(library.state(grant)).isEqualTo(GrantState.ENDED));
        }

        @Override
        public void close() {
            library.close();
            world.close();
        }
    }
}
