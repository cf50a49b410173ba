package io.jitaccess.catalogue;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.Lookup;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The directory during one check: each thing is asked for once. Not thread-safe. */
final class DirectoryView {

    /** More members than any quorum has; a group that has so many is taken to have enough. */
    static final int MOST_MEMBERS = 200;

    private final Directory directory;
    private final Map<IdentityId, Lookup<Optional<Identity>>> identities = new HashMap<>();
    private final Map<GroupId, Lookup<Optional<Set<IdentityId>>>> groups = new HashMap<>();

    DirectoryView(Directory directory) {
        this.directory = directory;
    }

    /** @throws Unanswered if the directory does not answer */
    Optional<Identity> find(IdentityId id) {
        return answer(identities.computeIfAbsent(id, directory::find));
    }

    /**
     * At most {@link #MOST_MEMBERS}; empty if there is no such group.
     *
     * @throws Unanswered if the directory does not answer
     */
    Optional<Set<IdentityId>> members(GroupId group) {
        return answer(groups.computeIfAbsent(group, id -> directory.members(id, MOST_MEMBERS)));
    }

    /**
     * Those of the groups that are not there.
     *
     * @throws Unanswered if the directory does not answer
     */
    Set<GroupId> gone(Set<GroupId> named) {
        Set<GroupId> gone = new TreeSet<>();
        for (GroupId group : named) {
            if (members(group).isEmpty()) {
                gone.add(group);
            }
        }
        return gone;
    }

    private static <T> T answer(Lookup<T> lookup) {
        return lookup.fold(value -> value, message -> {
            throw new Unanswered();
        });
    }

    /** The directory did not answer: what depends on it stays as it is. */
    static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unanswered() {
            super("the directory does not answer", null, false, false);
        }
    }
}
