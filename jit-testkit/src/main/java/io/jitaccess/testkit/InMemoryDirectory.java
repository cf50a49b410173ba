package io.jitaccess.testkit;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.Lookup;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** People and services that a test puts in, takes out and changes; it can be made unreachable. Thread-safe. */
public final class InMemoryDirectory implements Directory {

    private final Map<IdentityId, Identity> identities = new ConcurrentHashMap<>();
    private volatile boolean unreachable;

    /** Adds or replaces. */
    public InMemoryDirectory put(Identity identity) {
        identities.put(identity.id(), identity);
        return this;
    }

    /** Adds an active person in these groups. */
    public InMemoryDirectory person(String id, String... groups) {
        return put(identity(id, IdentityKind.HUMAN, Optional.empty(), Optional.empty(), groups));
    }

    /** Adds an active person with a manager. */
    public InMemoryDirectory personManagedBy(String manager, String id, String... groups) {
        return put(identity(id, IdentityKind.HUMAN, Optional.of(new IdentityId(manager)), Optional.empty(), groups));
    }

    /** Adds a second account of a person. */
    public InMemoryDirectory accountOf(String owner, String id, String... groups) {
        return put(identity(id, IdentityKind.HUMAN, Optional.empty(), Optional.of(new IdentityId(owner)), groups));
    }

    /** Adds a service with an owner. */
    public InMemoryDirectory service(String owner, String id, String... groups) {
        return put(identity(id, IdentityKind.SERVICE, Optional.empty(), Optional.of(new IdentityId(owner)), groups));
    }

    private static Identity identity(
            String id, IdentityKind kind, Optional<IdentityId> manager, Optional<IdentityId> owner, String... groups) {
        Set<GroupId> in = new HashSet<>();
        List.of(groups).forEach(group -> in.add(new GroupId(group)));
        return new Identity(
                new IdentityId(id), kind, id, Optional.of(id + "@example.org"), true, in, manager, owner, Map.of());
    }

    /** The person is still known, and may do nothing any more. */
    public void disable(String id) {
        identities.computeIfPresent(
                new IdentityId(id),
                (key, who) -> new Identity(
                        who.id(),
                        who.kind(),
                        who.displayName(),
                        who.email(),
                        false,
                        who.groups(),
                        who.manager(),
                        who.owner(),
                        who.attributes()));
    }

    public void remove(String id) {
        identities.remove(new IdentityId(id));
    }

    /** Whether every look-up is answered with unknown. */
    public void unreachable(boolean is) {
        unreachable = is;
    }

    @Override
    public Lookup<Optional<Identity>> find(IdentityId id) {
        return unreachable
                ? Lookup.unknown("the test's directory is unreachable")
                : Lookup.known(Optional.ofNullable(identities.get(id)));
    }

    @Override
    public Lookup<Optional<Identity>> findByEmail(String email) {
        if (unreachable) {
            return Lookup.unknown("the test's directory is unreachable");
        }
        List<Identity> found = identities.values().stream()
                .filter(identity ->
                        identity.email().filter(email::equalsIgnoreCase).isPresent())
                .toList();
        return Lookup.known(found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty());
    }

    @Override
    public Lookup<Optional<Set<IdentityId>>> members(GroupId group, int atMost) {
        if (unreachable) {
            return Lookup.unknown("the test's directory is unreachable");
        }
        Set<IdentityId> members = identities.values().stream()
                .filter(identity -> identity.active() && identity.groups().contains(group))
                .map(Identity::id)
                .limit(atMost)
                .collect(Collectors.toSet());
        boolean known = identities.values().stream().anyMatch(i -> i.groups().contains(group));
        return Lookup.known(known ? Optional.of(members) : Optional.empty());
    }
}
