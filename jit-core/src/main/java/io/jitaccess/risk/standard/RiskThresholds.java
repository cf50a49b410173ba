package io.jitaccess.risk.standard;

import io.jitaccess.risk.RiskLevel;

/**
 * From which score on a level begins; what is below {@code medium} is low. In ascending order, from 1 to 101; 101 switches
 * a level off, as no score reaches it.
 *
 * @param medium by default 25
 * @param high by default 50
 * @param critical by default 75
 */
public record RiskThresholds(int medium, int high, int critical) {

    public static final RiskThresholds DEFAULTS = new RiskThresholds(25, 50, 75);

    public RiskThresholds {
        if (medium < 1 || high < medium || critical < high || critical > 101) {
            throw new IllegalArgumentException(
                    "thresholds must ascend from 1 to 101, not " + medium + ", " + high + ", " + critical);
        }
    }

    /** The level of a score. */
    public RiskLevel level(int score) {
        if (score >= critical) {
            return RiskLevel.CRITICAL;
        }
        if (score >= high) {
            return RiskLevel.HIGH;
        }
        return score >= medium ? RiskLevel.MEDIUM : RiskLevel.LOW;
    }
}
