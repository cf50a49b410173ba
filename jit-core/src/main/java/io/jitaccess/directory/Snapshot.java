package io.jitaccess.directory;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Identities and groups as of one moment, indexed. Immutable. */
final class Snapshot {

    private final Map<IdentityId, Identity> byId = new HashMap<>();

    /** Empty where several identities have the address. */
    private final Map<String, Optional<Identity>> byEmail = new HashMap<>();

    private final Map<GroupId, SortedSet<IdentityId>> activeMembers = new HashMap<>();

    /**
     * @param groups groups that exist even if nobody is in them; those of the identities exist anyway
     * @throws IllegalArgumentException naming ids that several identities have
     */
    Snapshot(Collection<Identity> identities, Collection<GroupId> groups) {
        Set<IdentityId> twice = new TreeSet<>();
        groups.forEach(group -> activeMembers.put(group, new TreeSet<>()));
        for (Identity identity : identities) {
            if (byId.put(identity.id(), identity) != null) {
                twice.add(identity.id());
            }
            identity.email()
                    .ifPresent(email ->
                            byEmail.merge(key(email), Optional.of(identity), (one, other) -> Optional.empty()));
            for (GroupId group : identity.groups()) {
                SortedSet<IdentityId> members = activeMembers.computeIfAbsent(group, unseen -> new TreeSet<>());
                if (identity.active()) {
                    members.add(identity.id());
                }
            }
        }
        if (!twice.isEmpty()) {
            throw new IllegalArgumentException("several identities have the same id: " + twice);
        }
    }

    Optional<Identity> find(IdentityId id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Identity> findByEmail(String email) {
        return byEmail.getOrDefault(key(email), Optional.empty());
    }

    /** The first in order of id where there are more. */
    Optional<Set<IdentityId>> members(GroupId group, int atMost) {
        return Optional.ofNullable(activeMembers.get(group))
                .map(members -> members.stream().limit(atMost).collect(Collectors.toUnmodifiableSet()));
    }

    private static String key(String email) {
        return email.toLowerCase(Locale.ROOT);
    }
}
