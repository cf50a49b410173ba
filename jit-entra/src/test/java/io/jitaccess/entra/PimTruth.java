package io.jitaccess.entra;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the fake's PIM has assigned, and who is in its groups beside that. */
record PimTruth(World world) implements ProviderTruth {

    @Override
    public List<InForce> inForce(AccessRef access) {
        String person = access.principal().value();
        List<FakePim.Schedule> schedules = world.directory.pim.found(target(access), person);
        if (!schedules.isEmpty()) {
            return schedules.stream()
                    .map(schedule -> new InForce(schedule.end(), Optional.empty()))
                    .toList();
        }
        return isGroup(access) && world.directory.isMember(MemberTruth.group(access), person)
                ? List.of(new InForce(Optional.empty(), Optional.empty()))
                : List.of();
    }

    @Override
    public void outsiderAdds(AccessRef access, Optional<Instant> until) {
        if (isGroup(access) && until.isEmpty()) {
            world.directory.put(MemberTruth.group(access), access.principal().value());
        } else {
            world.directory.pim.put(
                    new FakePim.Schedule(target(access), access.principal().value(), world.clock.now(), until, false));
        }
    }

    @Override
    public void outsiderRemoves(AccessRef access) {
        world.directory.pim.take(target(access), access.principal().value());
    }

    private static boolean isGroup(AccessRef access) {
        return access.entitlement().attribute("group").isPresent();
    }

    static String target(AccessRef access) {
        return isGroup(access)
                ? "group:" + MemberTruth.group(access)
                : "role:" + access.entitlement().attribute("role").orElseThrow().toLowerCase(Locale.ROOT) + "@"
                        + access.entitlement().attribute("scope").orElse("/");
    }
}
