package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the tests of the fake have in common. */
final class Fakes {

    static final PrincipalId ANN = new PrincipalId("ann");
    static final PrincipalId BEN = new PrincipalId("ben");

    private Fakes() {}

    static AccessRef access(AccessProvider provider, PrincipalId principal, Entitlement entitlement) {
        return new AccessRef(
                AssignmentId.random(),
                principal,
                entitlement,
                provider.targetKey(entitlement),
                Optional.of(GrantId.random()));
    }

    static Identity identity(String id, Map<String, String> attributes) {
        return new Identity(
                new IdentityId(id),
                IdentityKind.HUMAN,
                id,
                Optional.empty(),
                true,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                attributes);
    }
}
