package io.jitaccess.risk;

import io.jitaccess.internal.Text;

/**
 * One reason why a request is risky.
 *
 * @param name a stable word, such as {@code first-time}
 * @param points what it adds to the score, 0 to 100
 * @param explanation for the approver, at most 300 characters
 */
public record RiskFactor(String name, int points, String explanation) {

    public RiskFactor {
        Text.line(name, "risk factor", 64);
        if (points < 0 || points > 100) {
            throw new IllegalArgumentException("points must be 0 to 100, not " + points);
        }
        explanation = Text.printable(explanation, 300);
    }
}
