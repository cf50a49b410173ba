package io.jitaccess.eligibility;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import java.util.Set;

/**
 * Whom an eligibility is for: an active identity of one of the kinds that is named or is in a named group.
 *
 * @param kinds at least one
 */
public record Subjects(Set<IdentityId> users, Set<GroupId> groups, Set<IdentityKind> kinds) {

    public Subjects {
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
        kinds = Set.copyOf(kinds);
        if (users.isEmpty() && groups.isEmpty()) {
            throw new IllegalArgumentException("name at least one user or group");
        }
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("name at least one kind of identity");
        }
        if (users.size() + groups.size() > 1000) {
            throw new IllegalArgumentException("an eligibility names at most 1000 users and groups; use groups");
        }
    }

    /** People in any of these groups. */
    public static Subjects groups(GroupId... groups) {
        return new Subjects(Set.of(), Set.of(groups), Set.of(IdentityKind.HUMAN));
    }

    /** These people. */
    public static Subjects users(IdentityId... users) {
        return new Subjects(Set.of(users), Set.of(), Set.of(IdentityKind.HUMAN));
    }

    public boolean include(Identity identity) {
        return identity.active()
                && kinds.contains(identity.kind())
                && (users.contains(identity.id()) || identity.isIn(groups));
    }
}
