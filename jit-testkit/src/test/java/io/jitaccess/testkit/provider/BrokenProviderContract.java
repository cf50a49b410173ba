package io.jitaccess.testkit.provider;

import io.jitaccess.spi.AccessProvider;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on the broken provider of the number that the run is configured with; without one on a good provider. */
class BrokenProviderContract extends FakeProviderContractTest {

    static final String NUMBER = "jit.broken";

    private AccessProvider provider = new Wrapped(fake);

    @RegisterExtension
    final BeforeEachCallback chooses = context -> context.getConfigurationParameter(NUMBER)
            .map(Integer::valueOf)
            .ifPresent(number -> provider = Break.all().get(number).provider().apply(fake));

    @Override
    protected AccessProvider provider() {
        return provider;
    }
}
