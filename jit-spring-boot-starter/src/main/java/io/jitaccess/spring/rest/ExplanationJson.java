package io.jitaccess.spring.rest;

import io.jitaccess.Explanation;
import io.jitaccess.Explanation.Applies;
import io.jitaccess.Explanation.ConditionVerdict;
import io.jitaccess.Explanation.Result;
import io.jitaccess.Explanation.RuleVerdict;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.spring.rest.ProblemJson.FieldJson;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an ask leads to, and why. */
record ExplanationJson(
        Result result,
        List<FieldJson> problems,
        List<RuleJson> rules,
        @Nullable DecidingJson deciding,
        @Nullable RiskJson risk,
        List<SuggestionJson> suggestions)
        implements JsonBody {

    /** One rule's verdict. */
    record RuleJson(String rule, Applies applies, List<ConditionJson> conditions) {

        static RuleJson of(RuleVerdict verdict) {
            return new RuleJson(
                    verdict.rule(),
                    verdict.applies(),
                    verdict.conditions().stream().map(ConditionJson::of).toList());
        }
    }

    /** One condition's verdict. */
    record ConditionJson(int depth, @Nullable Boolean holds, String text) {

        static ConditionJson of(ConditionVerdict verdict) {
            return new ConditionJson(verdict.depth(), verdict.holds().orElse(null), verdict.text());
        }
    }

    /** The rule that decided. */
    record DecidingJson(String rule, OutcomeJson outcome) {}

    /** A change that makes it pass. */
    record SuggestionJson(String text, DraftJson draft) {}

    /** What a rule decides. */
    record OutcomeJson(
            Kind kind,
            @Nullable Duration upTo,
            @Nullable String message,
            @Nullable List<StageJson> stages,
            @Nullable Duration lapseAfter) {

        enum Kind {
            AUTOMATIC,
            DENIED,
            STAGED
        }

        static OutcomeJson of(RuleOutcome outcome) {
            return outcome.fold(
                    automatic -> new OutcomeJson(Kind.AUTOMATIC, automatic.upTo(), null, null, null),
                    denied -> new OutcomeJson(Kind.DENIED, null, denied.message(), null, null),
                    staged -> new OutcomeJson(
                            Kind.STAGED, null, null, StageJson.listOf(staged.stages()), staged.lapseAfter()));
        }
    }

    static ExplanationJson of(Explanation explanation) {
        return new ExplanationJson(
                explanation.result(),
                FieldJson.listOf(explanation.problems()),
                explanation.rules().stream().map(RuleJson::of).toList(),
                explanation
                        .deciding()
                        .map(deciding -> new DecidingJson(deciding.rule(), OutcomeJson.of(deciding.outcome())))
                        .orElse(null),
                explanation.risk().map(RiskJson::of).orElse(null),
                explanation.suggestions().stream()
                        .map(suggestion -> new SuggestionJson(suggestion.text(), DraftJson.of(suggestion.draft())))
                        .toList());
    }
}
