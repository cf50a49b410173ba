package io.jitaccess.entra;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Attribute;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the kinds through PIM have in common. */
final class PimKinds {

    /** Nobody's id: a question about it tells only whether PIM answers. */
    static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    /** learn.microsoft.com/entra/id-governance/privileged-identity-management/groups-assign-member-owner */
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    private PimKinds() {}

    static KindDescriptor descriptor(EntitlementKind kind, String name, List<Attribute> attributes, Limits limits) {
        return new KindDescriptor(
                kind,
                name,
                attributes,
                KindDescriptor.Scope.SHARED,
                KindDescriptor.Expiry.NATIVE,
                KindDescriptor.Sight.OBSERVABLE,
                KindDescriptor.Marks.UNMARKED,
                SHORTEST,
                Duration.ofDays(365),
                Limits.READ_LAG,
                limits.tokenLifetime(),
                limits.pimCall(),
                limits.pimHorizon());
    }

    /** Why PIM cannot be used, if it says so. */
    static Optional<Verification> licence(Answer probe) {
        return probe.failure()
                .map(failure -> PimRefusal.UNLICENSED.is(failure)
                        ? new Verification.Unusable(PimRefusal.NO_LICENCE)
                        : new Verification.Unclear(failure.message()));
    }

    static List<MissingRight> missing(Answer probe, EntitlementKind kind) {
        Optional<Failure> failure = probe.failure();
        if (failure.isEmpty()) {
            return List.of();
        }
        if (PimRefusal.UNLICENSED.is(failure.get())) {
            return List.of(new MissingRight("licence for PIM", Set.of(kind), PimRefusal.NO_LICENCE));
        }
        throw failure.get().thrown();
    }
}
