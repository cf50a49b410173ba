package io.jitaccess.risk.standard;

import io.jitaccess.identity.IdentityKind;
import io.jitaccess.risk.RiskAssessment;
import io.jitaccess.risk.RiskFactor;
import io.jitaccess.spi.RiskAssessor;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * Adds the points of eight factors, capped at 100, and says for each what it found, those without points included. The
 * same ask always gets the same answer. Thread-safe, memory only.
 *
 * <p>Read are the attributes {@code privilege} and {@code sensitivity} ({@code low}, {@code medium}, {@code high},
 * {@code critical}) and {@code exposure} (0 to 100) of the eligibility and of the entitlements asked for; where several
 * are stated, the highest counts. A privilege or sensitivity that nobody stated counts as medium; a value that is not one
 * of these counts as the highest, so that a misspelt word makes nothing look harmless.
 */
public final class StandardRiskAssessor implements RiskAssessor {

    static final int POINTS_PER_ENTITLEMENT = 2;
    /** A working day: against what an eligibility allows, a minute where only a minute is allowed would weigh most. */
    private static final Duration LONG = Duration.ofHours(8);

    private final RiskWeights weights;
    private final RiskThresholds thresholds;
    private final WorkingHours hours;
    private final ExposureScore exposure;

    /** With default weights, thresholds and working hours, and no exposure but what attributes state. */
    public StandardRiskAssessor() {
        this(RiskWeights.DEFAULTS, RiskThresholds.DEFAULTS, WorkingHours.DEFAULTS, ExposureScore.unknown());
    }

    public StandardRiskAssessor(
            RiskWeights weights, RiskThresholds thresholds, WorkingHours hours, ExposureScore exposure) {
        this.weights = weights;
        this.thresholds = thresholds;
        this.hours = hours;
        this.exposure = exposure;
    }

    @Override
    public RiskAssessment assess(Ask ask) {
        List<RiskFactor> factors = List.of(
                graded(ask, "privilege", weights.privilege()),
                graded(ask, "sensitivity", weights.sensitivity()),
                duration(ask),
                firstTime(ask),
                unusualHour(ask),
                exposure(ask),
                entitlements(ask),
                service(ask));
        int score = Math.min(100, factors.stream().mapToInt(RiskFactor::points).sum());
        return new RiskAssessment(thresholds.level(score), score, factors);
    }

    private static RiskFactor graded(Ask ask, String attribute, int most) {
        return Stated.values(ask, attribute)
                .map(Grade::read)
                .max(Grade.BY_HEIGHT)
                .orElse(Grade.NOT_STATED)
                .factor(attribute, most);
    }

    private RiskFactor duration(Ask ask) {
        Duration asked = ask.duration().compareTo(LONG) > 0 ? LONG : ask.duration();
        long points = asked.isNegative() ? 0 : weights.duration() * asked.toMillis() / LONG.toMillis();
        return new RiskFactor("duration", (int) points, ask.duration() + ", where " + LONG + " or more counts in full");
    }

    private RiskFactor firstTime(Ask ask) {
        boolean first = ask.earlierGrants() == 0;
        return new RiskFactor(
                "first-time",
                first ? weights.firstTime() : 0,
                first ? "never granted before" : "granted before, times: " + ask.earlierGrants());
    }

    private RiskFactor unusualHour(Ask ask) {
        boolean usual = hours.include(ask.startsAt());
        ZonedDateTime there = ask.startsAt().atZone(hours.zone());
        String when = there.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " "
                + there.toLocalTime().truncatedTo(ChronoUnit.MINUTES) + " "
                + (there.getZone().equals(ZoneOffset.UTC) ? "UTC" : there.getZone());
        return new RiskFactor(
                "unusual-hour",
                usual ? 0 : weights.unusualHour(),
                "begins " + when + (usual ? ", within working hours" : ", outside working hours"));
    }

    private RiskFactor exposure(Ask ask) {
        return Exposure.highest(ask, exposure)
                .map(highest ->
                        new RiskFactor("exposure", weights.exposure() * highest.score() / 100, highest.explanation()))
                .orElseGet(() -> new RiskFactor("exposure", 0, "not stated"));
    }

    private RiskFactor entitlements(Ask ask) {
        int count = ask.entitlements().size();
        int points = Math.min(weights.entitlements(), POINTS_PER_ENTITLEMENT * Math.max(0, count - 1));
        return new RiskFactor("entitlements", points, "asked for at once: " + count);
    }

    private RiskFactor service(Ask ask) {
        boolean service = ask.beneficiary().kind() == IdentityKind.SERVICE;
        return new RiskFactor(
                "service", service ? weights.service() : 0, service ? "held by a service" : "held by a person");
    }
}
