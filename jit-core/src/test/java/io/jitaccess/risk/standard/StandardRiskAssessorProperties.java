package io.jitaccess.risk.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.identity.IdentityKind;
import io.jitaccess.risk.RiskAssessment;
import io.jitaccess.risk.RiskFactor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class StandardRiskAssessorProperties {

    @Property(tries = 300)
    void theScoreIsTheSumOfItsFactorsUpToAHundred(
            @ForAll("assessors") StandardRiskAssessor assessor, @ForAll("asks") Asks asks) {
        RiskAssessment assessment = assessor.assess(asks.ask());

        int sum = assessment.factors().stream().mapToInt(RiskFactor::points).sum();
        assertThat(assessment.score()).isEqualTo(Math.min(100, sum));
    }

    @Property(tries = 300)
    void everyFactorIsExplainedAndTheSameAskGetsTheSameAnswer(
            @ForAll("assessors") StandardRiskAssessor assessor, @ForAll("asks") Asks asks) {
        RiskAssessment assessment = assessor.assess(asks.ask());

        assertThat(assessment.factors())
                .hasSize(8)
                .allSatisfy(factor -> assertThat(factor.explanation()).isNotBlank());
        assertThat(assessor.assess(asks.ask())).isEqualTo(assessment);
    }

    @Property(tries = 300)
    void askingForLongerNeverLowersScoreOrLevel(
            @ForAll("assessors") StandardRiskAssessor assessor,
            @ForAll("asks") Asks asks,
            @ForAll @LongRange(min = 0, max = 100_000) long more) {
        RiskAssessment shorter = assessor.assess(asks.ask());
        RiskAssessment longer =
                assessor.assess(asks.lasting(asks.duration().plusSeconds(more)).ask());

        assertThat(longer.score()).isGreaterThanOrEqualTo(shorter.score());
        assertThat(longer.level()).isGreaterThanOrEqualTo(shorter.level());
    }

    @Provide
    Arbitrary<StandardRiskAssessor> assessors() {
        Arbitrary<Integer> weight = Arbitraries.integers().between(0, 100);
        Arbitrary<RiskWeights> weights = Combinators.combine(
                        weight, weight, weight, weight, weight, weight, weight, weight)
                .as(RiskWeights::new);
        Arbitrary<ExposureScore> exposure = Arbitraries.integers()
                .between(0, 100)
                .map(score -> entitlement -> score > 50 ? OptionalInt.of(score) : OptionalInt.empty());
        return Combinators.combine(weights, exposure)
                .as((given, scores) ->
                        new StandardRiskAssessor(given, RiskThresholds.DEFAULTS, WorkingHours.DEFAULTS, scores));
    }

    @Provide
    Arbitrary<Asks> asks() {
        Arbitrary<String> values = Arbitraries.of("low", "medium", "high", "critical", "odd", "0", "50", "100");
        Arbitrary<Map<String, String>> attributes = Arbitraries.maps(
                        Arbitraries.of("privilege", "sensitivity", "exposure"), values)
                .ofMaxSize(3);
        Arbitrary<List<Map<String, String>>> entitlements =
                attributes.list().ofMinSize(1).ofMaxSize(8);
        Arbitrary<Duration> durations = Arbitraries.longs().between(1, 20_000).map(Duration::ofSeconds);
        Arbitrary<Instant> starts =
                Arbitraries.longs().between(1_700_000_000, 1_900_000_000).map(Instant::ofEpochSecond);
        return Combinators.combine(
                        Arbitraries.of(IdentityKind.class),
                        attributes,
                        entitlements,
                        durations,
                        starts,
                        Arbitraries.integers().between(0, 100))
                .as(Asks::new);
    }
}
