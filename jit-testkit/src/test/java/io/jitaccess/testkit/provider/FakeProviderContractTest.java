package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.identity.Identity;
import io.jitaccess.spi.AccessProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The fake holds what every provider holds. */
class FakeProviderContractTest extends AccessProviderContract {

    final FakeEnvironment fake = new FakeEnvironment();

    @Override
    protected AccessProvider provider() {
        return fake.provider;
    }

    @Override
    protected List<KindSample> samples() {
        return fake.samples();
    }

    @Override
    protected List<Identity> identities() {
        return fake.identities();
    }

    @Override
    protected Identity identityWithoutAccount() {
        return fake.stranger();
    }

    @Override
    protected ProviderTruth truth() {
        return fake.truth();
    }

    @Override
    protected InstantSource clock() {
        return fake.clock;
    }

    @Override
    protected Optional<Consumer<Duration>> advance() {
        return Optional.of(fake.clock::forward);
    }

    @Override
    protected Optional<ProviderUse> use() {
        return Optional.of(fake.use());
    }

    @Override
    protected Optional<ProviderFaults> faults() {
        return Optional.of(fake.faults(EnumSet.allOf(ProviderFaults.Kind.class)));
    }

    @Override
    protected Optional<PrincipalId> unknownPrincipal() {
        return Optional.of(new PrincipalId("departed"));
    }
}
