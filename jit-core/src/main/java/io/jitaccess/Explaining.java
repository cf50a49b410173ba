package io.jitaccess;

import io.jitaccess.Explanation.Result;
import io.jitaccess.approval.RuleOutcome;
import java.util.List;
import java.util.Optional;

/** Puts a judgement into words that people can act on. */
final class Explaining {

    private final Judge judge;
    private final Suggestions suggestions;

    Explaining(Judge judge) {
        this.judge = judge;
        this.suggestions = new Suggestions(judge);
    }

    Explanation explain(Ask ask) {
        Judgement judgement = judge.judge(ask);
        if (judgement instanceof Judgement.Refused refused) {
            return new Explanation(
                    Result.REFUSED,
                    refused.problems(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    suggestions.of(ask));
        }
        Judgement.Judged judged = (Judgement.Judged) judgement;
        Result result = result(judged.deciding().outcome());
        return new Explanation(
                result,
                List.of(),
                judged.rules(),
                Optional.of(judged.deciding()),
                Optional.of(judged.risk()),
                result == Result.DENIED ? suggestions.of(ask) : List.of());
    }

    static Result result(RuleOutcome outcome) {
        return outcome.fold(automatic -> Result.APPROVED, denied -> Result.DENIED, staged -> Result.PENDING);
    }
}
