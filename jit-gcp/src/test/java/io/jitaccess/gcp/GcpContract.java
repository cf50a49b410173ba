package io.jitaccess.gcp;

import io.jitaccess.entitlement.EntitlementKind;
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
import org.junit.jupiter.api.BeforeEach;

/** The published contract, with our fake of Google. */
abstract class GcpContract extends AccessProviderContract {

    /** The names of those that ran. */
    static final Set<String> RAN = ConcurrentHashMap.newKeySet();

    /** What was asked for in the contract, by the kind that the provider had: one each. */
    static final Map<EntitlementKind, Set<String>> ASKED = new ConcurrentHashMap<>();

    final World world = new World();
    private final GcpProvider provider = make(world);

    GcpProvider make(World with) {
        return quick(with).resources(World.RESOURCES).build();
    }

    /** Time-outs are waited for in earnest. */
    static GcpProviderBuilder quick(World with) {
        return with.builder().requestTimeout(Duration.ofSeconds(3));
    }

    @AfterEach
    final void closeAll() {
        RAN.add(getClass().getSimpleName());
        provider.kinds()
                .forEach(kind -> ASKED.computeIfAbsent(kind.kind(), name -> ConcurrentHashMap.newKeySet())
                        .addAll(world.google.asked));
        provider.close();
        world.close();
    }

    /** How far reads are behind. */
    Duration lag() {
        return Duration.ZERO;
    }

    @BeforeEach
    final void beBehind() {
        world.google.policies.lag(lag());
        world.google.groups.lag(lag());
    }

    @Override
    protected final AccessProvider provider() {
        return lag().isZero() ? provider : Behind.provider(provider, () -> world.clock.advance(lag()));
    }

    @Override
    protected final List<Identity> identities() {
        return List.of(World.service(World.ONE), World.service(World.TWO));
    }

    @Override
    protected final Identity identityWithoutAccount() {
        return World.identity("nobody", IdentityKind.SERVICE, Optional.empty(), true, Map.of());
    }

    @Override
    protected ProviderTruth truth() {
        return world.policies;
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
        return Optional.of(world.google);
    }

    @Override
    protected final Optional<PrincipalId> unknownPrincipal() {
        return Optional.of(new PrincipalId("serviceAccount:gone@shop-prod.iam.gserviceaccount.com"));
    }
}
