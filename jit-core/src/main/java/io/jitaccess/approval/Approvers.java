package io.jitaccess.approval;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.internal.Attributes;
import java.util.Set;

/**
 * Who may decide on a stage: the union of all of these.
 *
 * @param users these identities
 * @param groups the members of these groups
 * @param manager the manager of the beneficiary; for a service the manager of its owner, who may not approve for it
 * @param entitlementAttributes names of entitlement attributes whose values are identity ids, such as {@code owner}
 */
public record Approvers(
        Set<IdentityId> users, Set<GroupId> groups, boolean manager, Set<String> entitlementAttributes) {

    public static final Approvers NOBODY = new Approvers(Set.of(), Set.of(), false, Set.of());

    public Approvers {
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
        entitlementAttributes = Set.copyOf(entitlementAttributes);
        entitlementAttributes.forEach(Attributes::name);
        if (users.size() + groups.size() + entitlementAttributes.size() > 100) {
            throw new IllegalArgumentException("a stage names at most 100 users, groups and attributes");
        }
    }

    public static Approvers users(IdentityId... users) {
        return new Approvers(Set.of(users), Set.of(), false, Set.of());
    }

    public static Approvers groups(GroupId... groups) {
        return new Approvers(Set.of(), Set.of(groups), false, Set.of());
    }

    public boolean isEmpty() {
        return users.isEmpty() && groups.isEmpty() && !manager && entitlementAttributes.isEmpty();
    }
}
