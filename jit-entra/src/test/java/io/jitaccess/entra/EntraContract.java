package io.jitaccess.entra;

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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** The published contract, with our fake of Graph. */
abstract class EntraContract extends AccessProviderContract {

    /** The names of those that ran. */
    static final Set<String> RAN = ConcurrentHashMap.newKeySet();

    final World world = new World();
    private final EntraProvider provider = make(world);

    abstract EntraProvider make(World with);

    /** Time-outs are waited for in earnest. */
    static EntraProviderBuilder quick(World with) {
        return with.builder().requestTimeout(Duration.ofSeconds(2)).revokeSignInSessions(true);
    }

    @AfterEach
    final void closeAll() {
        RAN.add(getClass().getSimpleName());
        provider.close();
        world.close();
    }

    @Override
    protected final AccessProvider provider() {
        return provider;
    }

    @Override
    protected final List<Identity> identities() {
        return List.of(
                World.person("ann@example.org"),
                World.identity(
                        "ben", IdentityKind.HUMAN, Optional.empty(), true, Map.of("entra.principal", World.BEN)));
    }

    @Override
    protected final Identity identityWithoutAccount() {
        return World.person("nobody@example.org");
    }

    @Override
    protected ProviderTruth truth() {
        return new MemberTruth(world.directory);
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
        return Optional.of(world.graph);
    }

    @Override
    protected final Optional<PrincipalId> unknownPrincipal() {
        return Optional.of(new PrincipalId(World.NOBODY));
    }
}
