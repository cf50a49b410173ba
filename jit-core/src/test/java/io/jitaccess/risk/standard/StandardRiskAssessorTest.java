package io.jitaccess.risk.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.identity.IdentityKind;
import io.jitaccess.risk.RiskAssessment;
import io.jitaccess.risk.RiskFactor;
import io.jitaccess.risk.RiskLevel;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardRiskAssessorTest {

    private static final StandardRiskAssessor STANDARD = new StandardRiskAssessor();

    private static RiskFactor factor(Asks asks, String name) {
        return factor(STANDARD, asks, name);
    }

    private static RiskFactor factor(StandardRiskAssessor assessor, Asks asks, String name) {
        return assessor.assess(asks.ask()).factors().stream()
                .filter(factor -> factor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static StandardRiskAssessor with(WorkingHours hours, ExposureScore exposure) {
        return new StandardRiskAssessor(RiskWeights.DEFAULTS, RiskThresholds.DEFAULTS, hours, exposure);
    }

    @Test
    void aHarmlessAskIsLowAndEveryFactorSaysWhatItFound() {
        RiskAssessment assessment = STANDARD.assess(Asks.HARMLESS.ask());

        assertThat(assessment.score()).isEqualTo(3);
        assertThat(assessment.level()).isEqualTo(RiskLevel.LOW);
        assertThat(assessment.factors())
                .containsExactly(
                        new RiskFactor("privilege", 0, "low"),
                        new RiskFactor("sensitivity", 0, "low"),
                        new RiskFactor("duration", 3, "PT2H, where PT8H or more counts in full"),
                        new RiskFactor("first-time", 0, "granted before, times: 10"),
                        new RiskFactor("unusual-hour", 0, "begins Monday 09:30 UTC, within working hours"),
                        new RiskFactor("exposure", 0, "not stated"),
                        new RiskFactor("entitlements", 0, "asked for at once: 1"),
                        new RiskFactor("service", 0, "held by a person"));
    }

    @Test
    void theScoreStopsAtAHundred() {
        Asks worst = Asks.HARMLESS
                .by(IdentityKind.SERVICE)
                .stating(Map.of("privilege", "critical", "sensitivity", "critical", "exposure", "100"))
                .of(List.of(Map.of("role", "a"), Map.of("role", "b"), Map.of("role", "c")))
                .lasting(Duration.ofHours(8))
                .starting(Instant.parse("2026-11-22T03:00:00Z"))
                .after(0);

        RiskAssessment assessment = STANDARD.assess(worst.ask());

        assertThat(assessment.factors().stream().mapToInt(RiskFactor::points))
                .containsExactly(36, 24, 15, 10, 10, 20, 4, 5);
        assertThat(assessment.score()).isEqualTo(100);
        assertThat(assessment.level()).isEqualTo(RiskLevel.CRITICAL);
    }

    @ParameterizedTest
    @CsvSource({"low,0,0", "medium,12,8", "high,24,16", "critical,36,24"})
    void eachGradeHasItsThirdOfThePoints(String grade, int privilege, int sensitivity) {
        Asks asks = Asks.HARMLESS.stating(Map.of("privilege", grade, "sensitivity", grade));

        assertThat(factor(asks, "privilege")).isEqualTo(new RiskFactor("privilege", privilege, grade));
        assertThat(factor(asks, "sensitivity")).isEqualTo(new RiskFactor("sensitivity", sensitivity, grade));
    }

    @Test
    void whatNobodyStatedCountsAsMedium() {
        assertThat(factor(Asks.HARMLESS.stating(Map.of()), "privilege"))
                .isEqualTo(new RiskFactor("privilege", 12, "not stated, counts as medium"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hihg", "LOW"})
    void aGradeThatIsNoneCountsAsCriticalAndSaysSo(String misspelt) {
        assertThat(factor(Asks.HARMLESS.stating(Map.of("privilege", misspelt)), "privilege"))
                .isEqualTo(new RiskFactor("privilege", 36, "\"" + misspelt + "\" is not a grade, counts as critical"));
    }

    @Test
    void theHighestOfEligibilityAndEntitlementsCounts() {
        List<Map<String, String>> asked = List.of(Map.of("privilege", "high"), Map.of("privilege", "low"));

        assertThat(factor(Asks.HARMLESS.of(asked), "privilege").points()).isEqualTo(24);
        assertThat(factor(Asks.HARMLESS.of(asked).stating(Map.of("privilege", "critical")), "privilege")
                        .points())
                .isEqualTo(36);
    }

    @Test
    void longerThanTheEligibilityAllowsCountsAsTheLongest() {
        assertThat(factor(Asks.HARMLESS.lasting(Duration.ofDays(400_000)), "duration")
                        .points())
                .isEqualTo(15);
        assertThat(factor(Asks.HARMLESS.lasting(Duration.ofSeconds(-1)), "duration")
                        .points())
                .isZero();
    }

    @Test
    void aFirstGrantCounts() {
        assertThat(factor(Asks.HARMLESS.after(0), "first-time"))
                .isEqualTo(new RiskFactor("first-time", 10, "never granted before"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T07:59:59Z, 10",
        "2026-11-23T08:00:00Z, 0",
        "2026-11-23T17:59:59Z, 0",
        "2026-11-23T18:00:00Z, 10",
        "2026-11-21T12:00:00Z, 10",
        "2026-11-22T12:00:00Z, 10"
    })
    void nightsAndWeekendsAreUnusual(Instant start, int points) {
        assertThat(factor(Asks.HARMLESS.starting(start), "unusual-hour").points())
                .isEqualTo(points);
    }

    @Test
    void theHourIsTheOneOfTheConfiguredZone() {
        StandardRiskAssessor tokyo = with(WorkingHours.in(ZoneId.of("Asia/Tokyo")), ExposureScore.unknown());

        assertThat(factor(tokyo, Asks.HARMLESS, "unusual-hour"))
                .isEqualTo(new RiskFactor("unusual-hour", 10, "begins Monday 18:30 Asia/Tokyo, outside working hours"));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "49,9", "100,20", "999,20", "-5,20", "many,20"})
    void exposureCountsInProportionAndNonsenseCountsFully(String stated, int points) {
        assertThat(factor(Asks.HARMLESS.stating(Map.of("exposure", stated)), "exposure")
                        .points())
                .isEqualTo(points);
    }

    @Test
    void aScoreOfAScannerCountsWhereItIsHigherThanWhatIsStated() {
        StandardRiskAssessor scanned = with(
                WorkingHours.DEFAULTS,
                entitlement -> entitlement.attribute("host").isPresent() ? OptionalInt.of(250) : OptionalInt.empty());
        Asks stated = Asks.HARMLESS.stating(Map.of("exposure", "30"));

        assertThat(factor(scanned, stated, "exposure")).isEqualTo(new RiskFactor("exposure", 6, "stated as 30 of 100"));
        assertThat(factor(scanned, stated.of(List.of(Map.of("host", "db1"))), "exposure"))
                .isEqualTo(new RiskFactor("exposure", 20, "scored 100 of 100"));
    }

    @Test
    void manyEntitlementsAtOnceCountUpToTheWeight() {
        List<Map<String, String>> nine = Collections.nCopies(9, Map.of("role", "reader"));

        assertThat(factor(Asks.HARMLESS.of(nine.subList(0, 3)), "entitlements").points())
                .isEqualTo(4);
        assertThat(factor(Asks.HARMLESS.of(nine), "entitlements").points()).isEqualTo(10);
    }

    @Test
    void aServiceCounts() {
        assertThat(factor(Asks.HARMLESS.by(IdentityKind.SERVICE), "service"))
                .isEqualTo(new RiskFactor("service", 5, "held by a service"));
    }

    @ParameterizedTest
    @CsvSource({"0,LOW", "24,LOW", "25,MEDIUM", "49,MEDIUM", "50,HIGH", "74,HIGH", "75,CRITICAL", "100,CRITICAL"})
    void levelsBeginAtTheirThresholds(int score, RiskLevel level) {
        assertThat(RiskThresholds.DEFAULTS.level(score)).isEqualTo(level);
    }

    @Test
    void impossibleConfigurationIsRefusedWithEveryProblem() {
        assertThatThrownBy(() -> new RiskWeights(101, 0, -1, 0, 0, 0, 0, 0))
                .hasMessage("weights must be 0 to 100: {duration=-1, privilege=101}");
        assertThatThrownBy(() -> new RiskThresholds(0, 50, 75)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RiskThresholds(25, 24, 75)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RiskThresholds(25, 50, 102)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new WorkingHours(ZoneOffset.UTC, LocalTime.NOON, LocalTime.NOON, Set.of(DayOfWeek.MONDAY)))
                .hasMessage("working hours must end after they begin, not 12:00 to 12:00");
    }
}
