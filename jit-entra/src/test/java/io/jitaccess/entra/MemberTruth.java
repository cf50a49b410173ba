package io.jitaccess.entra;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who is in the fake's groups. */
record MemberTruth(FakeDirectory directory) implements ProviderTruth {

    @Override
    public List<InForce> inForce(AccessRef access) {
        return directory.isMember(group(access), access.principal().value())
                ? List.of(new InForce(Optional.empty(), Optional.empty()))
                : List.of();
    }

    @Override
    public void outsiderAdds(AccessRef access, Optional<Instant> until) {
        directory.put(group(access), access.principal().value());
    }

    @Override
    public void outsiderRemoves(AccessRef access) {
        directory.take(group(access), access.principal().value());
    }

    static String group(AccessRef access) {
        return access.entitlement().attribute("group").orElseThrow().toLowerCase(Locale.ROOT);
    }
}
