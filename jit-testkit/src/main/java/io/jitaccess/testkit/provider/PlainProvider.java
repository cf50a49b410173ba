package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows of a provider what every provider has. */
record PlainProvider(AccessProvider whole) implements AccessProvider {

    @Override
    public ProviderId id() {
        return whole.id();
    }

    @Override
    public List<KindDescriptor> kinds() {
        return whole.kinds();
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        return whole.validate(entitlement);
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return whole.targetKey(entitlement);
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return whole.covers(eligible, asked);
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        return whole.principal(identity, entitlement);
    }

    @Override
    public Observation observe(AccessRef access) {
        return whole.observe(access);
    }

    @Override
    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        return whole.assign(access, until, ours);
    }

    @Override
    public ChangeOutcome revoke(AccessRef access) {
        return whole.revoke(access);
    }

    @Override
    public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
        return whole.list(kind, from);
    }
}
