package io.jitaccess.risk;

import java.util.List;

/**
 * How risky a request was judged when it was asked; frozen into the request, so that a decision says what it saw.
 *
 * @param level what rules compare
 * @param score 0 to 100
 * @param factors why, at most 20
 */
public record RiskAssessment(RiskLevel level, int score, List<RiskFactor> factors) {

    public RiskAssessment {
        factors = List.copyOf(factors);
        if (score < 0 || score > 100) {
            throw new IllegalArgumentException("score must be 0 to 100, not " + score);
        }
        if (factors.size() > 20) {
            throw new IllegalArgumentException("an assessment has at most 20 factors");
        }
    }
}
