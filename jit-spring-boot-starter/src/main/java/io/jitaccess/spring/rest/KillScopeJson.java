package io.jitaccess.spring.rest;

import io.jitaccess.KillScope;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.IdentityId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a kill switch reaches: exactly one of these. */
record KillScopeJson(
        @Nullable String identity,
        @Nullable String provider,
        @Nullable String eligibility,
        @Nullable EntitlementJson entitlement) {

    /** @throws ProblemException unless exactly one is given, and well formed */
    KillScope read() {
        Conversion conversion = new Conversion();
        List<Optional<? extends KillScope>> given = new ArrayList<>();
        if (identity != null) {
            given.add(conversion.of("scope.identity", identity, id -> new KillScope.OfIdentity(new IdentityId(id))));
        }
        if (provider != null) {
            given.add(conversion.of("scope.provider", provider, id -> new KillScope.OfProvider(new ProviderId(id))));
        }
        if (eligibility != null) {
            given.add(conversion.of(
                    "scope.eligibility", eligibility, id -> new KillScope.OfEligibility(new EligibilityId(id))));
        }
        if (entitlement != null) {
            given.add(entitlement.read("scope.entitlement", conversion).map(KillScope.OfEntitlement::new));
        }
        if (given.size() != 1) {
            conversion.note("scope", "not-one", "name exactly one of identity, provider, eligibility, entitlement");
        }
        conversion.check();
        return given.get(0).orElseThrow();
    }
}
