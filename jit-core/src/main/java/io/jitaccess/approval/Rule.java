package io.jitaccess.approval;

import io.jitaccess.internal.Text;

/**
 * One rule of a policy.
 *
 * @param name unique within its policy, at most 100 characters; recorded with every request that it decided
 * @param when the condition
 * @param then what it decides
 */
public record Rule(String name, Condition when, RuleOutcome then) {

    public Rule {
        Text.line(name, "rule name", 100);
        if (when.depth() > Condition.DEEPEST) {
            throw new IllegalArgumentException("conditions nest at most " + Condition.DEEPEST + " levels deep");
        }
    }
}
