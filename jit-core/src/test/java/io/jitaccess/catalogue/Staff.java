package io.jitaccess.catalogue;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.Lookup;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A directory in memory whose groups exist by themselves, and of which parts can be made to give no answer. */
final class Staff implements Directory {

    private final Map<IdentityId, Identity> identities = new HashMap<>();
    private final Map<GroupId, Set<IdentityId>> groups = new HashMap<>();
    private final Set<Object> silent = new HashSet<>();
    private int questions;

    Staff person(String id) {
        return put(id, IdentityKind.HUMAN, true, Optional.empty(), Optional.empty());
    }

    Staff leaver(String id) {
        return put(id, IdentityKind.HUMAN, false, Optional.empty(), Optional.empty());
    }

    Staff managed(String id, String manager) {
        return put(id, IdentityKind.HUMAN, true, Optional.of(manager), Optional.empty());
    }

    Staff secondAccount(String id, String owner) {
        return put(id, IdentityKind.HUMAN, true, Optional.empty(), Optional.of(owner));
    }

    Staff service(String id, String owner) {
        return put(id, IdentityKind.SERVICE, true, Optional.empty(), Optional.of(owner));
    }

    Staff group(String id, String... members) {
        Set<IdentityId> ids = new LinkedHashSet<>();
        for (String member : members) {
            ids.add(new IdentityId(member));
        }
        groups.put(new GroupId(id), ids);
        return this;
    }

    Staff silentAbout(Object id) {
        silent.add(id);
        return this;
    }

    int questions() {
        return questions;
    }

    private Staff put(String id, IdentityKind kind, boolean active, Optional<String> manager, Optional<String> owner) {
        IdentityId key = new IdentityId(id);
        identities.put(
                key,
                new Identity(
                        key,
                        kind,
                        id,
                        Optional.empty(),
                        active,
                        Set.of(),
                        manager.map(IdentityId::new),
                        owner.map(IdentityId::new),
                        Map.of()));
        return this;
    }

    @Override
    public Lookup<Optional<Identity>> find(IdentityId id) {
        questions++;
        if (silent.contains(id)) {
            return Lookup.unknown("no answer");
        }
        Set<GroupId> in = groups.entrySet().stream()
                .filter(group -> group.getValue().contains(id))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return Lookup.known(Optional.ofNullable(identities.get(id))
                .map(found -> new Identity(
                        found.id(),
                        found.kind(),
                        found.displayName(),
                        found.email(),
                        found.active(),
                        in,
                        found.manager(),
                        found.owner(),
                        found.attributes())));
    }

    @Override
    public Lookup<Optional<Identity>> findByEmail(String email) {
        return Lookup.known(Optional.empty());
    }

    @Override
    public Lookup<Optional<Set<IdentityId>>> members(GroupId group, int atMost) {
        questions++;
        if (silent.contains(group)) {
            return Lookup.unknown("no answer");
        }
        return Lookup.known(Optional.ofNullable(groups.get(group))
                .map(members -> members.stream()
                        .filter(id -> Optional.ofNullable(identities.get(id))
                                .filter(Identity::active)
                                .isPresent())
                        .limit(atMost)
                        .collect(Collectors.toSet())));
    }
}
