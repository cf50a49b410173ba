package io.jitaccess.aws;

import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.CredentialIssuer;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import io.jitaccess.testkit.provider.ProviderFaults;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets a lag pass behind each change, as it does in the engine before it relies on what it sees. */
final class Behind {

    private static final Set<String> CHANGES = Set.of("assign", "revoke", "apply", "endSessions");

    private Behind() {}

    /** @param issues whether it hands out credentials: with none of its kinds on that do, it is no issuer */
    static AccessProvider provider(AwsProvider real, boolean issues, Runnable lag) {
        Class<?>[] abilities = Arrays.stream(AwsProvider.class.getInterfaces())
                .filter(ability -> issues || ability != CredentialIssuer.class)
                .toArray(Class<?>[]::new);
        return (AccessProvider) Proxy.newProxyInstance(
                Behind.class.getClassLoader(), abilities, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(real, arguments);
                        if (CHANGES.contains(method.getName())) {
                            lag.run();
                        }
                        return answer instanceof SessionEnding.Failed ? method.invoke(real, arguments) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** What hangs is waited for in earnest, and hangs the same with a lag. */
    static ProviderFaults faults(ProviderFaults real) {
        return new ProviderFaults() {
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
        };
    }

    static ProviderTruth truth(ProviderTruth real, Runnable lag) {
        return new ProviderTruth() {
            @Override
            public List<InForce> inForce(AccessRef access) {
                return real.inForce(access);
            }

            @Override
            public void outsiderAdds(AccessRef access, Optional<Instant> until) {
                real.outsiderAdds(access, until);
                lag.run();
            }

            @Override
            public void outsiderRemoves(AccessRef access) {
                real.outsiderRemoves(access);
                lag.run();
            }
        };
    }
}
