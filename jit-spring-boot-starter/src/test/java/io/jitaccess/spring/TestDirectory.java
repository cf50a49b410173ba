package io.jitaccess.spring;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.Lookup;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A directory that tests fill, and that they can silence. */
public final class TestDirectory implements Directory {

    private final Map<IdentityId, Identity> identities = new ConcurrentHashMap<>();
    private volatile boolean silent;

    public TestDirectory person(String id, String... groups) {
        identities.put(
                new IdentityId(id),
                new Identity(
                        new IdentityId(id),
                        IdentityKind.HUMAN,
                        id,
                        Optional.of(id + "@example.org"),
                        true,
                        Set.of(groups).stream().map(GroupId::new).collect(Collectors.toSet()),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
        return this;
    }

    public void silent(boolean is) {
        silent = is;
    }

    @Override
    public Lookup<Optional<Identity>> find(IdentityId id) {
        return answer(Optional.ofNullable(identities.get(id)));
    }

    @Override
    public Lookup<Optional<Identity>> findByEmail(String email) {
        return answer(identities.values().stream()
                .filter(identity -> identity.email().equals(Optional.of(email)))
                .findFirst());
    }

    @Override
    public Lookup<Optional<Set<IdentityId>>> members(GroupId group, int atMost) {
        Set<IdentityId> members = identities.values().stream()
                .filter(identity -> identity.isIn(Set.of(group)))
                .map(Identity::id)
                .limit(atMost)
                .collect(Collectors.toSet());
        return answer(members.isEmpty() ? Optional.empty() : Optional.of(members));
    }

    private <T> Lookup<T> answer(T known) {
        return silent ? Lookup.unknown("silent") : Lookup.known(known);
    }
}
