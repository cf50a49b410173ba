package io.jitaccess.aws;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.identity.Identity;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.testkit.TestClock;
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
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The published contract with the fake, of a provider that has one kind alone. */
abstract class AwsContract extends AccessProviderContract {

    /** The names of those that ran. */
    static final Set<String> RAN = ConcurrentHashMap.newKeySet();

    /** What was called in the contract, by the kind that the provider had. */
    static final Map<EntitlementKind, Set<String>> CALLED = new ConcurrentHashMap<>();

    final TestClock clock = new TestClock();
    final FakeAws aws = new FakeAws(clock);
    final AwsProvider provider = with(Samples.builder(aws)).build();

    /** Switches on the kind, and all that belongs to it. */
    abstract AwsProviderBuilder with(AwsProviderBuilder builder);

    boolean issues() {
        return false;
    }

    /** How far reads are behind. */
    Duration lag() {
        return Duration.ZERO;
    }

    @BeforeEach
    final void people() {
        for (String name : List.of("ann", "ben")) {
            aws.store.user(name + "@example.com");
            aws.iam.users.add(name + "@example.com");
        }
        aws.lag(lag());
    }

    @AfterEach
    final void close() {
        RAN.add(getClass().getSimpleName());
        provider.kinds()
                .forEach(kind -> CALLED.computeIfAbsent(kind.kind(), name -> new ConcurrentSkipListSet<>())
                        .addAll(aws.seen()));
        provider.close();
        aws.close();
    }

    final void lagPasses() {
        clock.advance(lag());
    }

    @Override
    protected final AccessProvider provider() {
        return Behind.provider(provider, issues(), this::lagPasses);
    }

    @Override
    protected final List<Identity> identities() {
        return List.of(Samples.person("ann"), Samples.person("ben"));
    }

    @Override
    protected final Identity identityWithoutAccount() {
        return Samples.leaver();
    }

    @Override
    protected final ProviderTruth truth() {
        ProviderTruth truth = new FakeTruth(aws);
        return lag().isZero() ? truth : Behind.truth(truth, this::lagPasses);
    }

    @Override
    protected final InstantSource clock() {
        return clock.asClock();
    }

    @Override
    protected final Optional<Consumer<Duration>> advance() {
        return Optional.of(clock::advance);
    }

    @Override
    protected final Optional<ProviderFaults> faults() {
        ProviderFaults faults = new FakeAwsFaults(aws);
        return Optional.of(lag().isZero() ? faults : Behind.faults(faults));
    }

    @Override
    protected final Optional<PrincipalId> unknownPrincipal() {
        return Optional.of(new PrincipalId("00000000-0000-0000-0000-000000000000"));
    }
}
