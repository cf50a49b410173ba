package io.jitaccess.spi;

import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.identity.Identity;
import io.jitaccess.risk.RiskAssessment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Judges how risky a request is. Called once for each ask and explanation, by the asking thread; bounded, without side
 * effect. If it throws, the request is refused as unavailable.
 */
public interface RiskAssessor {

    /**
     * What is asked.
     *
     * @param startsAt when the access would begin
     * @param earlierGrants how many grants of this eligibility the beneficiary had before, counted up to 100
     */
    record Ask(
            Identity requester,
            Identity beneficiary,
            Eligibility eligibility,
            List<Entitlement> entitlements,
            Duration duration,
            Instant startsAt,
            int earlierGrants) {
        public Ask {
            entitlements = List.copyOf(entitlements);
        }
    }

    RiskAssessment assess(Ask ask);
}
