package io.jitaccess.benchmarks;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.Lookup;
import java.util.Optional;
import java.util.Set;

/** A directory that takes no heap: root, lea, and p1, p2, ... without end, who are in everybody. */
final class Crowd implements Directory {

    @Override
    public Lookup<Optional<Identity>> find(IdentityId id) {
        return Lookup.known(Optional.ofNullable(
                switch (id.value()) {
                    case "root" -> Company.person("root", Set.of(Company.ADMINISTRATORS));
                    case "lea" -> Company.person("lea", Set.of(Company.LEADS));
                    default -> id.value().matches("p\\d+") ? Company.person(id.value(), EVERYBODY) : null;
                }));
    }

    private static final Set<GroupId> EVERYBODY = Set.of(Company.EVERYBODY);

    @Override
    public Lookup<Optional<Identity>> findByEmail(String email) {
        return Lookup.known(Optional.empty());
    }

    @Override
    public Lookup<Optional<Set<IdentityId>>> members(GroupId group, int atMost) {
        return Lookup.known(
                Optional.of(group.equals(Company.LEADS) ? Set.of(Company.LEA) : Set.of(new IdentityId("p1"))));
    }
}
