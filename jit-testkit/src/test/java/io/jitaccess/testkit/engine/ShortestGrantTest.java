package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

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
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Problem;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import io.jitaccess.testkit.provider.FakeKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A provider that gives nothing for less than five minutes: the shortest grant has to leave it as much. */
@CheckInvariants
class ShortestGrantTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofMinutes(6);

    private final World world;

    ShortestGrantTest(Oracle oracle) {
        world = new World(oracle, Settings.DEFAULTS, List.of(FakeKind.timed().withLimits(Duration.ofMinutes(5), HOUR)));
    }

    private Outcome<?> offer(Duration shortest) {
        PolicyId policy = new PolicyId("debug");
        Eligibility eligibility = new Eligibility(
                new EligibilityId("debug"),
                "Debugging",
                "",
                Subjects.groups(new GroupId("dev")),
                Set.of(),
                List.of(world.to("timed", "db")),
                new DurationLimits(shortest, HOUR, HOUR),
                policy,
                ReasonRule.OPTIONAL,
                false,
                BundleMode.ALL_OR_NOTHING,
                Duration.ofDays(7),
                true,
                Map.of());
        Rule rule = new Rule("only", new Condition.Always(), new RuleOutcome.Automatic(HOUR));
        return world.jit
                .administration()
                .activate(
                        ROOT, new Catalogue(List.of(new ApprovalPolicy(policy, List.of(rule))), List.of(eligibility)));
    }

    @Test
    void whatWouldBeTooShortByTheTimeItIsGivenCannotBeOffered() {
        List<String> problems = offer(SHORTEST.minusSeconds(1))
                .fold(
                        done -> List.of(),
                        refused -> refused.problems().stream()
                                .map(Problem::toString)
                                .toList());
        assertThat(problems)
                .containsExactly(
                        "eligibilities[debug].duration.shortest: PT5M59S is below PT6M, the shortest grant that"
                                + " timed can give");
    }

    @Test
    void theShortestGrantIsGivenThoughTheProviderIsReachedALittleLater() {
        offer(SHORTEST).orElseThrow();
        GrantId grant = world.ask(ANN, "debug", SHORTEST).grant().orElseThrow();
        world.pass(Duration.ofSeconds(40));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ACTIVE);
    }
}
