package io.jitaccess.aws;

import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import io.jitaccess.testkit.provider.ProviderFaults;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract again, with every read as stale as may be within a call, and as long as the contract leaves between two of
 * them: a lag passes behind each change, as it does in the engine before it relies on what it sees.
 */
class LaggingReadsContractTest extends AwsProviderContractTest {

    private static final Duration LAG = Duration.ofSeconds(14);
    private static final Set<String> CHANGES = Set.of("assign", "revoke", "apply", "endSessions");

    @BeforeEach
    void lag() {
        aws.lag(LAG);
    }

    @Override
    protected AccessProvider provider() {
        AccessProvider real = super.provider();
        return (AccessProvider) Proxy.newProxyInstance(
                getClass().getClassLoader(), AwsProvider.class.getInterfaces(), (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(real, arguments);
                        if (CHANGES.contains(method.getName())) {
                            clock.advance(LAG);
                        }
                        return answer instanceof SessionEnding.Failed ? method.invoke(real, arguments) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** What hangs is waited for in earnest, and hangs the same with a lag. */
    @Override
    protected Optional<ProviderFaults> faults() {
        ProviderFaults real = super.faults().orElseThrow();
        return Optional.of(new ProviderFaults() {
            @Override
            public Set<Kind> supported() {
                return EnumSet.complementOf(EnumSet.of(Kind.HANG));
            }

            @Override
            public void begin(Kind kind) {
                real.begin(kind);
            }

            @Override
            public void heal() {
                real.heal();
            }
        });
    }

    @Override
    protected ProviderTruth truth() {
        ProviderTruth real = super.truth();
        return new ProviderTruth() {
            @Override
            public List<InForce> inForce(AccessRef access) {
                return real.inForce(access);
            }

            @Override
            public void outsiderAdds(AccessRef access, Optional<Instant> until) {
                real.outsiderAdds(access, until);
                clock.advance(LAG);
            }

            @Override
            public void outsiderRemoves(AccessRef access) {
                real.outsiderRemoves(access);
                clock.advance(LAG);
            }
        };
    }
}
