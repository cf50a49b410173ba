package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.LEADS;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.Explanation;
import io.jitaccess.Explanation.Result;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.identity.GroupId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.RefusedException;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.request.RequestState;
import io.jitaccess.risk.RiskLevel;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Explaining and asking are one evaluation: same answer, and every suggestion passes when it is applied. */
class ExplainProperties {

    /** One ask under one policy, after some hours of the week have passed. */
    record Case(
            List<Rule> rules, Duration duration, String reason, Optional<Integer> startHours, int hours, int items) {}

    @Property(tries = 300, maxDiscardRatio = 20)
    void theExplanationIsWhatHappens(@ForAll("cases") Case one) {
        World world = world(one);
        RequestDraft draft = draft(world, one);

        Explanation explained = world.jit.requests().explain(ANN, draft).orElseThrow();
        Outcome<AccessRequest> asked = world.jit.requests().request(ANN, draft);

        Result happened = asked.<Result>fold(done -> result(done.value().state()), refused -> Result.REFUSED);
        assertThat(happened).isEqualTo(explained.result());
        if (asked instanceof Outcome.Refused<AccessRequest> refused) {
            assertThat(refused.problems()).isEqualTo(explained.problems());
        } else {
            assertThat(asked.orElseThrow().rule())
                    .isEqualTo(explained.deciding().orElseThrow().rule());
            assertThat(asked.orElseThrow().risk()).isEqualTo(explained.risk().orElseThrow());
        }
    }

    @Property(tries = 300, maxDiscardRatio = 20)
    void everySuggestionPasses(@ForAll("cases") Case one) {
        World world = world(one);
        Explanation explained =
                world.jit.requests().explain(ANN, draft(world, one)).orElseThrow();
        assertThat(explained.passes() ? explained.suggestions() : List.of()).isEmpty();
        for (Explanation.Suggestion suggestion : explained.suggestions()) {
            World fresh = world(one);
            AccessRequest asked =
                    fresh.jit.requests().request(ANN, suggestion.draft()).orElseThrow();
            assertThat(asked.state()).as(suggestion.text()).isIn(RequestState.APPROVED, RequestState.PENDING);
        }
    }

    private static Result result(RequestState state) {
        return switch (state) {
            case APPROVED -> Result.APPROVED;
            case PENDING -> Result.PENDING;
            case DENIED, WITHDRAWN, LAPSED -> Result.DENIED;
        };
    }

    private static World world(Case one) {
        World world = new World();
        world.clock.advance(Duration.ofHours(one.hours()));
        try {
            world.offer(
                    "some",
                    one.rules(),
                    BundleMode.BEST_EFFORT,
                    one.items() == 1
                            ? new io.jitaccess.entitlement.Entitlement[] {world.group("a")}
                            : new io.jitaccess.entitlement.Entitlement[] {world.group("a"), world.to("timed", "b")});
        } catch (RefusedException unusable) {
            // a policy that the lint refuses never comes into force
            Assume.that(false);
        }
        return world;
    }

    private static RequestDraft draft(World world, Case one) {
        RequestDraft draft = world.draft("some", one.duration()).because(one.reason());
        return one.startHours()
                .map(hours -> draft.startingAt(world.clock
                        .now()
                        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                        .plus(Duration.ofHours(hours))))
                .orElse(draft);
    }

    @Provide
    Arbitrary<Case> cases() {
        return Combinators.combine(
                        rules(),
                        Arbitraries.of(
                                Duration.ZERO,
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(30),
                                Duration.ofMinutes(90),
                                Duration.ofHours(2),
                                Duration.ofHours(3),
                                Duration.ofMillis(1500)),
                        Arbitraries.of("", "because", "INC-12 broken", "x".repeat(50)),
                        Arbitraries.of(-1, 0, 5, 30, 200).optional(0.5),
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.of(1, 2))
                .as(Case::new);
    }

    private Arbitrary<List<Rule>> rules() {
        return Combinators.combine(condition(2), outcome())
                .as((when, then) -> Map.entry(when, then))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(pairs -> {
                    List<Rule> rules = new ArrayList<>();
                    pairs.forEach(p -> rules.add(new Rule("rule " + rules.size(), p.getKey(), p.getValue())));
                    return rules;
                });
    }

    private Arbitrary<RuleOutcome> outcome() {
        return Arbitraries.oneOf(
                Arbitraries.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(4))
                        .map(RuleOutcome.Automatic::new),
                Arbitraries.just(new RuleOutcome.Denied("no")),
                Arbitraries.just(new RuleOutcome.Staged(
                        List.of(Stage.of("leads", LEADS, 1)), RuleOutcome.Staged.DEFAULT_LAPSE)));
    }

    private Arbitrary<Condition> condition(int depth) {
        Arbitrary<Condition> leaf = Arbitraries.oneOf(
                Arbitraries.just(new Condition.Always()),
                Arbitraries.of(Duration.ofMinutes(10), Duration.ofHours(1)).map(Condition.DurationAtMost::new),
                Arbitraries.of(RiskLevel.class).map(Condition.RiskAtMost::new),
                Arbitraries.just(new Condition.BeneficiaryInGroup(Set.of(new GroupId("dev")))),
                Arbitraries.just(new Condition.BeneficiaryInGroup(Set.of(new GroupId("others")))),
                Arbitraries.just(new Condition.ReasonMatches(Pattern.compile("INC-[0-9]+ .*"))),
                Arbitraries.just(new Condition.ReasonMatches(Pattern.compile("(x+x+)+y"))),
                Arbitraries.just(new Condition.TicketVerified()),
                Arbitraries.just(new Condition.EntitlementIs(
                        Optional.empty(),
                        Optional.of(new io.jitaccess.entitlement.EntitlementKind("timed")),
                        Map.of())),
                Arbitraries.of(DayOfWeek.class)
                        .set()
                        .ofMinSize(1)
                        .map(days -> new Condition.StartsDuring(
                                days, LocalTime.of(22, 0), LocalTime.of(4, 30), ZoneId.of("Europe/Berlin"))));
        if (depth == 0) {
            return leaf;
        }
        return Arbitraries.oneOf(
                leaf,
                condition(depth - 1).list().ofMinSize(1).ofMaxSize(3).map(Condition.All::new),
                condition(depth - 1).list().ofMinSize(1).ofMaxSize(3).map(Condition.Any::new),
                condition(depth - 1).map(Condition.Not::new));
    }
}
