package io.jitaccess.azure;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.testkit.provider.AccessProviderContract;
import io.jitaccess.testkit.provider.ProviderFaults;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** The published contract, with our fake of Azure. */
abstract class AzureContract extends AccessProviderContract {

    /** The names of those that ran. */
    static final Set<String> RAN = ConcurrentHashMap.newKeySet();

    final World world = new World();
    private final AzureProvider provider = make(world);

    /** Time-outs are waited for in earnest. */
    AzureProvider make(World with) {
        return with.builder().requestTimeout(Duration.ofSeconds(3)).build();
    }

    @AfterEach
    final void closeAll() {
        RAN.add(getClass().getSimpleName());
        world.close();
    }

    @Override
    protected final AccessProvider provider() {
        return provider;
    }

    @Override
    protected final List<Identity> identities() {
        return List.of(
                World.person("ann", Optional.of(World.ANN)),
                World.identity("pipeline", IdentityKind.SERVICE, Optional.of(World.PIPELINE)));
    }

    @Override
    protected final Identity identityWithoutAccount() {
        return World.person("nobody", Optional.empty());
    }

    @Override
    protected ProviderTruth truth() {
        return world.truth;
    }

    @Override
    protected final InstantSource clock() {
        return world.clock::now;
    }

    @Override
    protected final Optional<Consumer<Duration>> advance() {
        return Optional.of(world.clock::advance);
    }

    @Override
    protected final Optional<ProviderFaults> faults() {
        return Optional.of(world.azure);
    }

    @Override
    protected final Optional<PrincipalId> unknownPrincipal() {
        return Optional.of(new PrincipalId("user:aaaaaaaa-0000-0000-0000-00000000dead"));
    }
}
