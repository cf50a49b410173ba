package io.jitaccess.testkit.provider;

import io.jitaccess.spi.AccessProvider;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on the broken provider of the number that the run is configured with; without one on a good provider. */
class BrokenProviderContract extends FakeProviderContractTest {

    static final String NUMBER = "jit.broken";

    private static final String HANGS = "Invariant 14: an interrupted call ends within its time-out";

    private AccessProvider provider = new Wrapped(fake);
    private Set<Kind> faults = EnumSet.allOf(Kind.class);

    @RegisterExtension
    final BeforeEachCallback chooses = context -> context.getConfigurationParameter(NUMBER)
            .map(Integer::valueOf)
            .map(Break.all()::get)
            .ifPresent(this::become);

    private void become(Break broken) {
        provider = broken.provider().apply(fake);
        if (!broken.seenBy().contains(HANGS)) {
            // calls that hang take time, and tell nothing of this provider
            faults = EnumSet.complementOf(EnumSet.of(Kind.HANG));
        }
    }

    @Override
    protected AccessProvider provider() {
        return provider;
    }

    @Override
    protected Optional<ProviderFaults> faults() {
        return Optional.of(fake.faults(faults));
    }
}
