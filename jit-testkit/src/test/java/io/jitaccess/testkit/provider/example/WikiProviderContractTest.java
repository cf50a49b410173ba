package io.jitaccess.testkit.provider.example;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.provider.AccessProviderContract;
import io.jitaccess.testkit.provider.KindSample;
import io.jitaccess.testkit.provider.ProviderFaults;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class WikiProviderContractTest extends AccessProviderContract {

    private final WikiServer server =
            new WikiServer(Map.of("ann@x.org", "u-1", "ben@x.org", "u-2"), List.of("DOCS", "OPS"));

    @Override
    protected AccessProvider provider() {
        return new WikiProvider(new ProviderId("wiki"), server);
    }

    @Override
    protected List<KindSample> samples() {
        return List.of(KindSample.of(space("DOCS"), space("OPS"))
                .withOtherSpelling(space("docs"))
                .withInvalid(space("no space"), space("*"))
                .withImpossible(space("GONE")));
    }

    @Override
    protected List<Identity> identities() {
        return List.of(identity("ann"), identity("ben"));
    }

    @Override
    protected Identity identityWithoutAccount() {
        return identity("stranger");
    }

    @Override
    protected InstantSource clock() {
        return Clock.systemUTC();
    }

    @Override
    protected Optional<ProviderFaults> faults() {
        return Optional.of(server);
    }

    @Override
    protected ProviderTruth truth() {
        return new ProviderTruth() {
            @Override
            public List<InForce> inForce(AccessRef access) {
                return editors(access).contains(access.principal().value())
                        ? List.of(new InForce(Optional.empty(), Optional.empty()))
                        : List.of();
            }

            @Override
            public void outsiderAdds(AccessRef access, Optional<Instant> until) {
                editors(access).add(access.principal().value());
            }

            @Override
            public void outsiderRemoves(AccessRef access) {
                editors(access).remove(access.principal().value());
            }
        };
    }

    private Set<String> editors(AccessRef access) {
        return server.editorsOf(access.entitlement().attribute("space").orElseThrow());
    }

    private static Entitlement space(String key) {
        return Entitlement.of("wiki", "space-editor", Map.of("space", key));
    }

    private static Identity identity(String name) {
        return new Identity(
                new IdentityId(name),
                IdentityKind.HUMAN,
                name,
                Optional.of(name + "@x.org"),
                true,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
