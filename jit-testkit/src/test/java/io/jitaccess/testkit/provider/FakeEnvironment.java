package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.Identity;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the contract test needs to know of the fake. */
final class FakeEnvironment {

    final HandClock clock = new HandClock();
    final FakeProvider provider;
    final FakeCloud cloud = new FakeCloud(clock);

    FakeEnvironment() {
        // a short time-out, so that a test of calls that outlast it is short
        FakeKind[] kinds = FakeKind.all().stream()
                .map(kind -> kind.withTimes(Duration.ofMillis(300), Duration.ofSeconds(10)))
                .toArray(FakeKind[]::new);
        provider = FakeProvider.builder(cloud).kinds(kinds).build();
        provider.hasNoAccount(stranger().id());
        cloud.deleteAccount(new PrincipalId("departed"));
        FakeKind.all().forEach(kind -> cloud.hide(provider.to(kind.kind().value(), "contract/hidden")));
    }

    List<KindSample> samples() {
        return FakeKind.all().stream()
                .map(kind -> kind.kind().value())
                .map(kind -> KindSample.of(provider.to(kind, "contract/payments"), provider.to(kind, "contract/orders"))
                        .withOtherSpelling(provider.to(kind, "Contract/PAYMENTS"))
                        .withInvalid(provider.to(kind, "*"), provider.to(kind, "a//b"), provider.to(kind, "a/*/b"))
                        .withCovering(provider.to(kind, "contract/*"), provider.to(kind, "contract/payments"))
                        .withCovering(provider.to(kind, "contract/*"), provider.to(kind, "contract/orders/*"))
                        .withApart(provider.to(kind, "contract/*"), provider.to(kind, "contracts/payments"))
                        .withApart(provider.to(kind, "contract/*"), provider.to(kind, "contract"))
                        .withImpossible(provider.to(kind, "contract/hidden")))
                .toList();
    }

    List<Identity> identities() {
        return List.of(Fakes.identity("ann", Map.of()), Fakes.identity("ben", Map.of("fake.principal", "arn:ben")));
    }

    Identity stranger() {
        return Fakes.identity("stranger", Map.of());
    }

    ProviderTruth truth() {
        return new ProviderTruth() {
            @Override
            public List<InForce> inForce(AccessRef access) {
                return entries(access).stream()
                        .map(entry -> new InForce(entry.until(), entry.mark()))
                        .toList();
            }

            @Override
            public void outsiderAdds(AccessRef access, Optional<Instant> until) {
                cloud.outsiderAdds(access.principal(), access.entitlement(), until);
            }

            @Override
            public void outsiderRemoves(AccessRef access) {
                entries(access).forEach(cloud::outsiderRemoves);
            }

            private List<CloudEntry> entries(AccessRef access) {
                Optional<GrantId> grant = access.grant();
                return cloud.entries(access.principal(), access.entitlement()).stream()
                        .filter(entry -> entry.grant().equals(grant))
                        .toList();
            }
        };
    }

    ProviderUse use() {
        return new ProviderUse() {
            @Override
            public boolean works(AccessRef access, Credential credential) {
                return cloud.accepts(credential.fields());
            }

            @Override
            public Optional<OpenSession> open(AccessRef access, Optional<Credential> credential) {
                return credential
                        .flatMap(secret -> cloud.logIn(secret.fields()))
                        .map(session -> session::works);
            }
        };
    }

    ProviderFaults faults(Set<Kind> supported) {
        return new ProviderFaults() {
            private Gate gate = new Gate();

            @Override
            public Set<Kind> supported() {
                return supported;
            }

            @Override
            public void begin(Kind kind) {
                gate = new Gate();
                provider.faults().always(call -> !call.inBatch(), fault(kind));
            }

            private Fault fault(Kind kind) {
                return switch (kind) {
                    case CONNECTION_REFUSED -> Fault.retryable("connection refused");
                    case ANSWER_LOST -> Fault.breaksAfterEffect();
                    case THROTTLED -> Fault.throttled(Duration.ofSeconds(1));
                    case SERVER_ERROR -> Fault.breaks();
                    case FORBIDDEN -> Fault.refused("forbidden");
                    case HANG -> Fault.hangs(gate, Fault.Landing.AT_OPENING);
                };
            }

            @Override
            public void heal() {
                provider.faults().clear();
                gate.open();
            }
        };
    }
}
