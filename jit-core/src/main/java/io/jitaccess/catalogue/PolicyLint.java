package io.jitaccess.catalogue;

import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.RuleOutcome.Automatic;
import io.jitaccess.approval.Stage;
import io.jitaccess.eligibility.Eligibility;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Judges one policy: rules that never decide, stages that nobody can pass, times that never come. */
final class PolicyLint {

    private final ApprovalPolicy policy;
    private final List<Eligibility> uses;
    private final Findings errors;
    private final Findings warnings;

    /** @param uses the eligibilities under this policy */
    PolicyLint(ApprovalPolicy policy, List<Eligibility> uses, Findings errors, Findings warnings) {
        this.policy = policy;
        this.uses = uses;
        this.errors = errors;
        this.warnings = warnings;
    }

    void check() {
        String path = "policies[" + policy.id() + "]";
        if (uses.isEmpty()) {
            warnings.add(path, "unused-policy", "no eligibility names this policy");
        }
        Implication implication = new Implication();
        for (int i = 0; i < policy.rules().size(); i++) {
            Rule rule = policy.rules().get(i);
            String at = path + ".rules[" + i + "]";
            order(rule, policy.rules().subList(0, i), implication, at);
            if (rule.then() instanceof RuleOutcome.Staged staged) {
                for (int j = 0; j < staged.stages().size(); j++) {
                    stage(staged.stages().get(j), staged.lapseAfter(), at + ".stages[" + j + "]");
                }
            }
        }
    }

    private void order(Rule rule, List<Rule> before, Implication implication, String at) {
        Optional<Rule> first = before.stream()
                .filter(earlier -> decidesAllOf(rule, earlier) && implication.implies(rule.when(), earlier.when()))
                .findFirst();
        first.ifPresent(earlier -> errors.add(
                at,
                earlier.when() instanceof Condition.Always ? "unreachable-rule" : "shadowed-rule",
                "the rule " + rule.name() + " never decides: "
                        + (earlier.when() instanceof Condition.Always
                                ? "the rule " + earlier.name() + " before it always holds"
                                : "wherever it holds, the rule " + earlier.name() + " before it holds, too")));
    }

    /** An automatic rule passes what is too long for it on to the next rule, so only a shorter one is lost behind it. */
    private static boolean decidesAllOf(Rule rule, Rule earlier) {
        return !(earlier.then() instanceof Automatic limited)
                || rule.then() instanceof Automatic later && later.upTo().compareTo(limited.upTo()) <= 0;
    }

    private void stage(Stage stage, Duration lapseAfter, String at) {
        Approvers approvers = stage.approvers();
        if (approvers.groups().isEmpty() && approvers.entitlementAttributes().isEmpty()) {
            int most = approvers.users().size() + (approvers.manager() ? 1 : 0);
            if (most < stage.quorum()) {
                errors.add(at + ".quorum", "quorum-unreachable", needs(stage.quorum(), "approve", most));
            } else if (most < stage.denials()) {
                warnings.add(at + ".denials", "denials-unreachable", needs(stage.denials(), "deny", most));
            }
        }
        for (String name : approvers.entitlementAttributes()) {
            boolean carried = uses.stream()
                    .flatMap(eligibility -> eligibility.entitlements().stream())
                    .anyMatch(entitlement -> entitlement.attribute(name).isPresent());
            if (!carried && !uses.isEmpty()) {
                errors.add(
                        at + ".approvers.entitlementAttributes",
                        "unknown-attribute",
                        "no entitlement under this policy has the attribute " + name);
            }
        }
        times(stage, lapseAfter, at);
    }

    private void times(Stage stage, Duration lapseAfter, String at) {
        Optional<Duration> escalation = stage.escalation().map(Stage.Escalation::after);
        escalation
                .filter(after -> after.compareTo(lapseAfter) >= 0)
                .ifPresent(after -> errors.add(
                        at + ".escalation.after",
                        "never",
                        "the request lapses after " + lapseAfter + ", before the escalation after " + after));
        stage.remindAfter()
                .filter(after -> after.compareTo(lapseAfter) >= 0)
                .ifPresent(after -> errors.add(
                        at + ".remindAfter",
                        "never",
                        "the request lapses after " + lapseAfter + ", before the reminder after " + after));
        stage.remindAfter()
                .filter(after -> after.compareTo(lapseAfter) < 0)
                .filter(after ->
                        escalation.filter(step -> step.compareTo(after) <= 0).isPresent())
                .ifPresent(after -> warnings.add(
                        at + ".remindAfter",
                        "late-reminder",
                        "the stage is widened after " + escalation.orElseThrow() + ", no later than the reminder after "
                                + after));
    }

    static String needs(int people, String verb, int most) {
        return people + " must " + verb + ", but at most " + most + " can";
    }
}
