package io.jitaccess.identity;

import io.jitaccess.internal.Text;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the directory says about an identity at one moment.
 *
 * @param id the directory's stable id
 * @param kind person or service
 * @param displayName what people see, at most 200 characters
 * @param email where mail reaches the identity, if anywhere
 * @param active false for a disabled or departed identity: it may neither ask nor decide nor hold
 * @param groups all groups, nested ones included
 * @param manager the person who manages this one
 * @param owner for a service the person who answers for it; for a second account of a person that person's first one
 * @param attributes what providers and risk assessors read, such as {@code aws.iam-user}
 */
public record Identity(
        IdentityId id,
        IdentityKind kind,
        String displayName,
        Optional<String> email,
        boolean active,
        Set<GroupId> groups,
        Optional<IdentityId> manager,
        Optional<IdentityId> owner,
        Map<String, String> attributes) {

    public Identity {
        Text.line(displayName, "display name", 200);
        email.ifPresent(mail -> Text.line(mail, "email", 320));
        groups = Set.copyOf(groups);
        attributes = Map.copyOf(new TreeMap<>(attributes));
    }

    /** The person behind this identity: two accounts of one person count once. For a service, the service itself. */
    public IdentityId person() {
        return kind == IdentityKind.HUMAN ? owner.orElse(id) : id;
    }

    public boolean isIn(Set<GroupId> any) {
        for (GroupId group : any) {
            if (groups.contains(group)) {
                return true;
            }
        }
        return false;
    }
}
