package io.jitaccess.spring.rest;

import io.jitaccess.risk.RiskAssessment;
import io.jitaccess.risk.RiskLevel;
import java.util.List;

/** How risky a request was judged. */
record RiskJson(RiskLevel level, int score, List<FactorJson> factors) {

    /** One reason for it. */
    record FactorJson(String name, int points, String explanation) {}

    static RiskJson of(RiskAssessment risk) {
        return new RiskJson(
                risk.level(),
                risk.score(),
                risk.factors().stream()
                        .map(factor -> new FactorJson(factor.name(), factor.points(), factor.explanation()))
                        .toList());
    }
}
