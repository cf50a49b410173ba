package io.jitaccess.risk.standard;

import java.util.Map;
import java.util.TreeMap;

/**
 * The most points that each factor may give, 0 to 100; 0 leaves the factor without effect. The defaults are a judgement,
 * not a measurement: together they exceed 100 on purpose, so that a few bad factors reach the top.
 *
 * @param privilege what the access allows; by default 36: low 0, medium 12, high 24, critical 36
 * @param sensitivity what the access reaches; by default 24: low 0, medium 8, high 16, critical 24
 * @param duration in proportion to eight hours, which or more counts in full; by default 15
 * @param firstTime if the beneficiary never held a grant of this eligibility; by default 10
 * @param unusualHour if the access begins outside working hours; by default 10
 * @param exposure in proportion to the exposure score, 0 to 100; by default 20
 * @param entitlements {@value StandardRiskAssessor#POINTS_PER_ENTITLEMENT} for each entitlement after the first; by
 *     default at most 10
 * @param service if the beneficiary is a service, whose credentials nobody watches; by default 5
 */
public record RiskWeights(
        int privilege,
        int sensitivity,
        int duration,
        int firstTime,
        int unusualHour,
        int exposure,
        int entitlements,
        int service) {

    public static final RiskWeights DEFAULTS = new RiskWeights(36, 24, 15, 10, 10, 20, 10, 5);

    /** @throws IllegalArgumentException naming every weight that is not 0 to 100 */
    public RiskWeights {
        Map<String, Integer> outside = new TreeMap<>(Map.of(
                "privilege", privilege,
                "sensitivity", sensitivity,
                "duration", duration,
                "firstTime", firstTime,
                "unusualHour", unusualHour,
                "exposure", exposure,
                "entitlements", entitlements,
                "service", service));
        outside.values().removeIf(weight -> weight >= 0 && weight <= 100);
        if (!outside.isEmpty()) {
            throw new IllegalArgumentException("weights must be 0 to 100: " + outside);
        }
    }
}
