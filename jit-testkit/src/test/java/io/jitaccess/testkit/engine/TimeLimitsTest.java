package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.LEA;
import static io.jitaccess.testkit.engine.World.LEADS;
import static io.jitaccess.testkit.engine.World.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.Requests.Extension;
import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.PolicyId;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.approval.Verdict;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.DurationLimits;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.eligibility.ReasonRule;
import io.jitaccess.eligibility.Subjects;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Problem;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Invariant 13: no grant lasts longer than its eligibility and its provider allow, extensions included. */
@CheckInvariants
class TimeLimitsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final RuleOutcome AT_ONCE = new RuleOutcome.Automatic(Duration.ofDays(20));
    private static final RuleOutcome BY_PEOPLE =
            new RuleOutcome.Staged(List.of(Stage.of("leads", LEADS, 1)), RuleOutcome.Staged.DEFAULT_LAPSE);
    private final World world;

    TimeLimitsTest(Oracle oracle) {
        world = new World(oracle);
    }

    private void offer(RuleOutcome outcome, Duration longest, Duration longestTotal) {
        activate(outcome, longest, longestTotal).orElseThrow();
    }

    private Outcome<?> activate(RuleOutcome outcome, Duration longest, Duration longestTotal) {
        PolicyId policy = new PolicyId("debug");
        Eligibility eligibility = new Eligibility(
                new EligibilityId("debug"),
                "Debugging",
                "",
                Subjects.groups(new GroupId("dev")),
                Set.of(),
                List.of(world.group("payments")),
                new DurationLimits(Duration.ofSeconds(1), longest, longestTotal),
                policy,
                ReasonRule.OPTIONAL,
                false,
                BundleMode.ALL_OR_NOTHING,
                Duration.ofDays(7),
                true,
                Map.of());
        Rule rule = new Rule("only", new Condition.Always(), outcome);
        return world.jit
                .administration()
                .activate(
                        ROOT, new Catalogue(List.of(new ApprovalPolicy(policy, List.of(rule))), List.of(eligibility)));
    }

    private Outcome<AccessRequest> extend(GrantId grant, Duration by) {
        return world.jit.requests().extend(ANN, grant, Extension.by(by, "more"));
    }

    private static List<String> problems(Outcome<?> outcome) {
        return outcome.fold(
                done -> List.of(),
                refused -> refused.problems().stream().map(Problem::toString).toList());
    }

    private Duration life(GrantId id) {
        Grant grant = world.stored(id);
        return Duration.between(grant.startsAt(), grant.endsAt());
    }

    @Test
    void anAskIsBoundedByItsEligibility() {
        offer(AT_ONCE, HOUR, HOUR.multipliedBy(3));
        assertThat(problems(world.jit.requests().request(ANN, world.draft("debug", HOUR.plusSeconds(1)))))
                .containsExactly("duration: the duration must be at most PT1H");
        assertThat(world.grant(ANN, "debug", HOUR)).isNotNull();
    }

    @Test
    void anEligibilityThatAllowsMoreThanItsProviderIsRefused() {
        assertThat(problems(activate(AT_ONCE, Duration.ofDays(8), Duration.ofDays(8))))
                .containsExactly(
                        "eligibilities[debug].duration.longest: PT192H is above PT168H, the longest that group can give");
        assertThat(problems(activate(AT_ONCE, Duration.ofDays(7), Duration.ofDays(8))))
                .containsExactly("eligibilities[debug].duration.longestTotal: PT192H is above PT168H, the longest that"
                        + " group can give");
    }

    @Test
    void extensionsAreBoundedInAll() {
        offer(AT_ONCE, HOUR, HOUR.plusMinutes(30));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        assertThat(problems(extend(grant, Duration.ofMinutes(31))))
                .containsExactly("duration: the grant can be lengthened by at most PT30M");
        assertThat(extend(grant, Duration.ofMinutes(30)).orElseThrow().state()).isEqualTo(RequestState.APPROVED);
        assertThat(problems(extend(grant, Duration.ofSeconds(1))))
                .containsExactly("duration: the grant cannot be lengthened any more");
        assertThat(life(grant)).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void anExtensionIsBoundedByTheLimitsOfToday() {
        offer(AT_ONCE, HOUR, HOUR.multipliedBy(3));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        offer(AT_ONCE, HOUR, HOUR.plusMinutes(10));
        assertThat(problems(extend(grant, Duration.ofMinutes(11))))
                .containsExactly("duration: the grant can be lengthened by at most PT10M");
    }

    @Test
    void anExtensionThatWaitedIsBoundedByTheLimitsOfItsApproval() {
        offer(BY_PEOPLE, HOUR, HOUR.multipliedBy(3));
        AccessRequest first = world.ask(ANN, "debug", HOUR);
        GrantId grant = world.decide(LEA, first.id(), Verdict.APPROVE)
                .orElseThrow()
                .grant()
                .orElseThrow();
        AccessRequest more = extend(grant, HOUR).orElseThrow();
        offer(BY_PEOPLE, HOUR, HOUR.plusMinutes(10));
        AccessRequest decided = world.decide(LEA, more.id(), Verdict.APPROVE).orElseThrow();
        assertThat(decided.state()).isEqualTo(RequestState.DENIED);
        assertThat(life(grant)).isEqualTo(HOUR);
    }

    @Test
    void aRequestThatWaitedIsBoundedByTheLimitsOfItsApproval() {
        offer(BY_PEOPLE, HOUR, HOUR);
        AccessRequest waiting = world.ask(ANN, "debug", HOUR);
        offer(BY_PEOPLE, Duration.ofMinutes(10), HOUR);
        AccessRequest decided = world.decide(LEA, waiting.id(), Verdict.APPROVE).orElseThrow();
        assertThat(decided.state()).isEqualTo(RequestState.DENIED);
        assertThat(decided.message()).contains("the eligibility now allows at most PT10M");
        assertThat(decided.grant()).isEmpty();
    }
}
