package io.jitaccess.okta;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The fake's own memory. */
record OrgTruth(FakeOkta okta) implements ProviderTruth {

    private static final InForce PLAIN = new InForce(Optional.empty(), Optional.empty());

    @Override
    public List<InForce> inForce(AccessRef access) {
        return okta.quietly(() -> okta.org.groups.isMember(group(access), user(access)) ? List.of(PLAIN) : List.of());
    }

    @Override
    public void outsiderAdds(AccessRef access, Optional<Instant> until) {
        okta.quietly(() -> {
            okta.org.groups.set(group(access), user(access), true);
            return true;
        });
    }

    @Override
    public void outsiderRemoves(AccessRef access) {
        okta.quietly(() -> {
            if (okta.org.groups.isMember(group(access), user(access))) {
                okta.org.groups.set(group(access), user(access), false);
            }
            return true;
        });
    }

    private static String group(AccessRef access) {
        return access.entitlement().attribute("group").orElse("");
    }

    private static String user(AccessRef access) {
        return access.principal().value();
    }
}
