package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.identity.Identity;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.testkit.provider.AccessProviderContract;
import io.jitaccess.testkit.provider.KindSample;
import io.jitaccess.testkit.provider.ProviderFaults;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;

/** The published contract for every kind, against the fake; afterwards the manifest against the requests that it saw. */
class OktaContractTest extends AccessProviderContract {

    private static final Set<String> CALLED = new TreeSet<>();

    private final World world = new World(Duration.ofMillis(750));

    @AfterEach
    void close() {
        CALLED.addAll(world.okta.seen());
        world.close();
    }

    @AfterAll
    static void the_manifest_names_exactly_what_the_whole_contract_called() {
        assertThat(CALLED)
                .isEqualTo(Arrays.stream(Operation.values())
                        .map(Operation::request)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Override
    protected AccessProvider provider() {
        return world.provider;
    }

    @Override
    protected List<KindSample> samples() {
        return List.of(
                KindSample.of(World.membership(world.readers), World.membership(world.writers))
                        .withInvalid(
                                World.membership("Readers"),
                                World.membership("*"),
                                World.membership(world.readers + "?expand=app"),
                                World.membership(world.readers + "/../rules"))
                        .withApart(World.membership("00gAAAAAAAAAAAAAAAAA"), World.membership("00gaAAAAAAAAAAAAAAAA"))
                        .withImpossible(World.membership(World.GONE)),
                KindSample.of(World.app(world.wiki), World.lossyApp(world.shop))
                        .withOtherSpelling(World.lossyApp(world.wiki))
                        .withInvalid(World.app("Wiki"), World.app("*"), World.app(world.wiki + "/users"))
                        .withCovering(World.lossyApp(world.shop), World.app(world.shop))
                        .withImpossible(World.app("0oaGoneGoneGoneGone1")),
                // no role is unreadable: the list of what a user holds is whole: AdminRoleTest
                KindSample.of(World.role(FakeRoles.CUSTOM, FakeRoles.SET), World.role("READ_ONLY_ADMIN"))
                        .withInvalid(
                                World.role("SUPER_ADMIN"),
                                World.role("CUSTOM"),
                                World.role("*"),
                                World.role(FakeRoles.CUSTOM),
                                World.role("READ_ONLY_ADMIN", FakeRoles.SET))
                        .withApart(World.role("READ_ONLY_ADMIN"), World.role("REPORT_ADMIN")));
    }

    @Override
    protected List<Identity> identities() {
        return List.of(World.person("ann"), World.person("ben"));
    }

    @Override
    protected Identity identityWithoutAccount() {
        return World.person("nobody");
    }

    @Override
    protected ProviderTruth truth() {
        return new OrgTruth(world.okta);
    }

    @Override
    protected InstantSource clock() {
        return world.clock.asClock();
    }

    @Override
    protected Optional<Consumer<Duration>> advance() {
        return Optional.of(world.clock::advance);
    }

    @Override
    protected Optional<ProviderFaults> faults() {
        return Optional.of(new OrgFaults(world.okta));
    }

    @Override
    protected Optional<PrincipalId> unknownPrincipal() {
        return Optional.of(new PrincipalId("00uGoneGoneGoneGone1"));
    }
}
