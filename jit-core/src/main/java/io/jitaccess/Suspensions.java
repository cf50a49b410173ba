package io.jitaccess;

import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.grant.Suspension;
import io.jitaccess.identity.IdentityId;
import java.util.List;
import java.util.Optional;

/** What stands in the way of granting. */
record Suspensions(List<Suspension> inForce) {

    static Suspensions of(List<Suspension> inForce) {
        return new Suspensions(List.copyOf(inForce));
    }

    /** The first suspension that this grant would fall under, for people. */
    Optional<String> blocking(IdentityId beneficiary, EligibilityId eligibility, List<Entitlement> entitlements) {
        return inForce.stream()
                .filter(s -> reaches(s.scope(), beneficiary, eligibility, entitlements))
                .findFirst()
                .map(s -> "granting is suspended (" + s.scope().kind().name().toLowerCase(java.util.Locale.ROOT) + " "
                        + s.scope().value() + "): " + s.reason());
    }

    private static boolean reaches(
            Suspension.Scope scope, IdentityId beneficiary, EligibilityId eligibility, List<Entitlement> entitlements) {
        return switch (scope.kind()) {
            case EVERYTHING -> true;
            case PROVIDER ->
                entitlements.stream().anyMatch(e -> e.provider().value().equals(scope.value()));
            case ELIGIBILITY -> eligibility.value().equals(scope.value());
            case IDENTITY -> beneficiary.value().equals(scope.value());
        };
    }
}
