package io.jitaccess;

import io.jitaccess.Explanation.Deciding;
import io.jitaccess.Explanation.RuleVerdict;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Refusal;
import io.jitaccess.risk.RiskAssessment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What an ask leads to. */
sealed interface Judgement {

    /** It cannot be asked; nothing would be stored. */
    record Refused(Refusal refusal, List<Problem> problems) implements Judgement {}

    /**
     * It can be asked, and a rule decides.
     *
     * @param startsAt when the window would begin if it were approved now
     * @param latestEnd how late a grant of it may end, extensions included
     */
    record Judged(
            Eligibility eligibility,
            List<Entitlement> entitlements,
            Duration duration,
            Instant startsAt,
            Instant latestEnd,
            RiskAssessment risk,
            List<RuleVerdict> rules,
            Deciding deciding)
            implements Judgement {}
}
