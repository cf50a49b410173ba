package io.jitaccess.gcp;

import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets the reads' lag pass behind each change, as it does in the engine before it relies on what it sees. */
final class Behind {

    private static final Set<String> CHANGES = Set.of("assign", "revoke", "apply");

    private Behind() {}

    static AccessProvider provider(GcpProvider real, Runnable lag) {
        return (AccessProvider) Proxy.newProxyInstance(
                Behind.class.getClassLoader(), GcpProvider.class.getInterfaces(), (proxy, method, arguments) -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (CHANGES.contains(method.getName())) {
                            lag.run();
                        }
                    }
                });
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
