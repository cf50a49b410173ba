package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.PolicyId;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.DurationLimits;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.eligibility.ReasonRule;
import io.jitaccess.eligibility.Subjects;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.request.RequestState;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Durations are time that passes; only the conditions of rules know clocks on walls, and follow them. */
@CheckInvariants
class SummerTimeTest {

    private static final Duration DAY = Duration.ofHours(24);
    private final World world;

    SummerTimeTest(Oracle oracle) {
        world = new World(oracle);
        PolicyId policy = new PolicyId("noon");
        Condition noon = new Condition.StartsDuring(
                EnumSet.allOf(DayOfWeek.class), LocalTime.of(12, 0), LocalTime.of(13, 0), ZoneId.of("Europe/Berlin"));
        world.offer(
                new ApprovalPolicy(policy, List.of(new Rule("noon", noon, new RuleOutcome.Automatic(DAY)))),
                new Eligibility(
                        new EligibilityId("debug"),
                        "debug",
                        "",
                        Subjects.groups(new GroupId("dev")),
                        Set.of(),
                        List.of(world.to("timed", "orders")),
                        new DurationLimits(Duration.ofSeconds(1), DAY, DAY),
                        policy,
                        ReasonRule.OPTIONAL,
                        false,
                        BundleMode.ALL_OR_NOTHING,
                        Duration.ZERO,
                        true,
                        Map.of()));
    }

    private void setClock(Instant to) {
        world.pass(Duration.between(world.clock.now(), to));
    }

    /** The clocks go forward on 30 March 2031, and back on 26 October 2031, in the night. */
    @ParameterizedTest
    @CsvSource({"2031-03-29T11:30:00Z, 2031-03-30T11:30:00Z", "2031-10-25T10:30:00Z, 2031-10-26T10:30:00Z"})
    void twentyFourHoursAreTwentyFourHours(Instant asked, Instant end) {
        setClock(asked);
        GrantId grant = world.grant(ANN, "debug", Duration.parse("PT24H"));
        assertThat(world.stored(grant).endsAt()).isEqualTo(end);
        setClock(end.minusSeconds(1));
        assertThat(world.holds(ANN, world.to("timed", "orders"))).isTrue();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ACTIVE);
        setClock(end);
        assertThat(world.holds(ANN, world.to("timed", "orders"))).isFalse();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
    }

    @ParameterizedTest
    @CsvSource({
        "2031-03-29T10:59:59Z, DENIED",
        "2031-03-29T11:00:00Z, APPROVED",
        "2031-03-30T09:59:59Z, DENIED",
        "2031-03-30T10:00:00Z, APPROVED",
        "2031-03-30T11:00:00Z, DENIED",
        "2031-10-25T10:00:00Z, APPROVED",
        "2031-10-26T10:00:00Z, DENIED",
        "2031-10-26T11:00:00Z, APPROVED"
    })
    void rulesFollowTheClocksOfTheirZone(Instant asked, RequestState state) {
        setClock(asked);
        assertThat(world.ask(ANN, "debug", DAY).state()).isEqualTo(state);
    }
}
