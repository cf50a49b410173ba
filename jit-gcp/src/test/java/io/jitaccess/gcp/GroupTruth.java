package io.jitaccess.gcp;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who is in the fake's groups. */
record GroupTruth(FakeGoogle google) implements ProviderTruth {

    @Override
    public List<InForce> inForce(AccessRef access) {
        return google.groups.member(group(access), mail(access)).stream()
                .map(member -> new InForce(member.end(), Optional.empty()))
                .toList();
    }

    @Override
    public void outsiderAdds(AccessRef access, Optional<Instant> until) {
        google.groups.put(group(access), new FakeGroups.Member(mail(access), until));
    }

    @Override
    public void outsiderRemoves(AccessRef access) {
        google.groups.remove(group(access), mail(access));
    }

    private static String group(AccessRef access) {
        return access.entitlement().attribute("group").orElseThrow().toLowerCase(Locale.ROOT);
    }

    private static String mail(AccessRef access) {
        return access.principal().value().substring(access.principal().value().indexOf(':') + 1);
    }
}
