package io.jitaccess.catalogue;

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
import io.jitaccess.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A provider that can say what it hands out, and hands out nothing. */
final class Postgres implements AccessProvider {

    @Override
    public ProviderId id() {
        return new ProviderId("postgres");
    }

    @Override
    public List<KindDescriptor> kinds() {
        return List.of(kind("login", "PT4M10S", "PT8H"), kind("superuser", "PT1S", "PT1H"));
    }

    private static KindDescriptor kind(String name, String shortest, String longest) {
        return new KindDescriptor(
                new EntitlementKind(name),
                name,
                List.of(new KindDescriptor.Attribute("role", true, "the role")),
                KindDescriptor.Scope.SHARED,
                KindDescriptor.Expiry.NATIVE,
                KindDescriptor.Sight.OBSERVABLE,
                KindDescriptor.Marks.MARKED,
                Duration.parse(shortest),
                Duration.parse(longest),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10));
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        String role = entitlement.attribute("role").orElse("");
        if (role.equals("fault")) {
            throw new IllegalStateException("asked to fail");
        }
        return role.isEmpty() ? List.of(new Problem("attributes.role", "missing", "role is missing")) : List.of();
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return new TargetKey(entitlement.attribute("role").orElseThrow().toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return eligible.equals(asked);
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        return new PrincipalLookup.NoPrincipal("nobody has an account here");
    }

    @Override
    public Observation observe(AccessRef access) {
        return Observation.unclear("there is no server");
    }

    @Override
    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        return new ChangeOutcome.Refused("there is no server");
    }

    @Override
    public ChangeOutcome revoke(AccessRef access) {
        return new ChangeOutcome.Refused("there is no server");
    }

    @Override
    public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
        throw new ProviderException("there is no server");
    }
}
