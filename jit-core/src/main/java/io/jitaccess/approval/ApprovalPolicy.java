package io.jitaccess.approval;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ordered rules: the first whose condition holds decides; where none holds, the request is denied.
 *
 * @param rules 1 to 100, with distinct names
 */
public record ApprovalPolicy(PolicyId id, List<Rule> rules) {

    public ApprovalPolicy {
        rules = List.copyOf(rules);
        if (rules.isEmpty() || rules.size() > 100) {
            throw new IllegalArgumentException("a policy has 1 to 100 rules, not " + rules.size());
        }
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException("two rules are named " + rule.name());
            }
        }
    }
}
