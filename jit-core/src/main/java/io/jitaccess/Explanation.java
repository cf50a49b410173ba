package io.jitaccess;

import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.problem.Problem;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.risk.RiskAssessment;
import java.util.List;
import java.util.Optional;

/**
 * What an ask leads to, and why: made by the evaluation that asking itself uses.
 *
 * @param result what asking would answer
 * @param problems for {@link Result#REFUSED}: every problem by field
 * @param rules every rule of the policy with its verdict, in order; empty if it was refused before the policy
 * @param deciding the rule that decided and its outcome
 * @param risk the assessment
 * @param suggestions changes of which each one alone, applied, makes a refusal or denial pass
 */
public record Explanation(
        Result result,
        List<Problem> problems,
        List<RuleVerdict> rules,
        Optional<Deciding> deciding,
        Optional<RiskAssessment> risk,
        List<Suggestion> suggestions) {

    /** What asking would answer. */
    public enum Result {
        /** A grant at once. */
        APPROVED,
        /** A pending request. */
        PENDING,
        /** A request that policy denies. */
        DENIED,
        /** A refusal: nothing is stored. */
        REFUSED
    }

    /** One rule's verdict. */
    public record RuleVerdict(String rule, Applies applies, List<ConditionVerdict> conditions) {
        public RuleVerdict {
            conditions = List.copyOf(conditions);
        }
    }

    /** Whether a rule's condition holds. */
    public enum Applies {
        YES,
        NO,
        /** It could not be judged, and so does not apply: an operator should look at it. */
        FAILED,
        /** An earlier rule decided. */
        NOT_REACHED
    }

    /**
     * One condition's verdict, in the order of the tree.
     *
     * @param depth its level, 0 at the top
     * @param holds empty if it could not be judged
     * @param text what it asks and what it found, for people
     */
    public record ConditionVerdict(int depth, Optional<Boolean> holds, String text) {}

    /** The rule that decided. A denial for want of any rule has the name {@code (no rule applies)}. */
    public record Deciding(String rule, RuleOutcome outcome) {}

    /**
     * A change that makes it pass.
     *
     * @param text for people
     * @param draft the ask with the change; for an extension its duration, reason and ticket count
     */
    public record Suggestion(String text, RequestDraft draft) {}

    public Explanation {
        problems = List.copyOf(problems);
        rules = List.copyOf(rules);
        suggestions = List.copyOf(suggestions);
    }

    /** Whether asking would give a grant or a pending request. */
    public boolean passes() {
        return result == Result.APPROVED || result == Result.PENDING;
    }
}
