package io.jitaccess;

import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.IdentityId;

/** What a kill switch reaches. */
public sealed interface KillScope {

    /** Everything that this identity holds or waits for. */
    record OfIdentity(IdentityId identity) implements KillScope {}

    /** Everything with an item on this provider. */
    record OfProvider(ProviderId provider) implements KillScope {}

    /** Everything with this entitlement among its items; the provider as a whole is suspended for new grants of it. */
    record OfEntitlement(Entitlement entitlement) implements KillScope {}

    /** Everything under this eligibility. */
    record OfEligibility(EligibilityId eligibility) implements KillScope {}
}
