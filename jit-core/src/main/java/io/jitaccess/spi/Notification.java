package io.jitaccess.spi;

import io.jitaccess.audit.AuditEvent;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a channel delivers. An event that concerns more than {@value #MOST} users or groups is told in several
 * notifications, each to some of them.
 *
 * @param event what happened; its id is the same at each delivery
 * @param part which of the notifications of this event it is, from 1
 * @param toUsers whom it concerns: beneficiary, requester, approvers; at most {@value #MOST}
 * @param toGroups groups whom it concerns: approvers; at most {@value #MOST}
 */
public record Notification(AuditEvent event, int part, Set<IdentityId> toUsers, Set<GroupId> toGroups) {

    /** How many users, and how many groups, one notification names. */
    public static final int MOST = 500;

    public Notification {
        toUsers = Set.copyOf(toUsers);
        toGroups = Set.copyOf(toGroups);
        if (part < 1) {
            throw new IllegalArgumentException("part must be at least 1, not " + part);
        }
        if (toUsers.size() > MOST || toGroups.size() > MOST) {
            throw new IllegalArgumentException("a notification names at most " + MOST + " users and " + MOST
                    + " groups, not " + toUsers.size() + " and " + toGroups.size());
        }
    }

    /** The first notification of its event. */
    public Notification(AuditEvent event, Set<IdentityId> toUsers, Set<GroupId> toGroups) {
        this(event, 1, toUsers, toGroups);
    }

    /** As many notifications of the event as it takes to name everybody, at least one. */
    public static List<Notification> of(AuditEvent event, Set<IdentityId> users, Set<GroupId> groups) {
        List<IdentityId> allUsers = List.copyOf(new TreeSet<>(users));
        List<GroupId> allGroups = List.copyOf(new TreeSet<>(groups));
        List<Notification> parts = new ArrayList<>();
        int from = 0;
        do {
            parts.add(new Notification(
                    event, parts.size() + 1, Set.copyOf(some(allUsers, from)), Set.copyOf(some(allGroups, from))));
            from += MOST;
        } while (from < allUsers.size() || from < allGroups.size());
        return List.copyOf(parts);
    }

    private static <T> List<T> some(List<T> all, int from) {
        return all.subList(Math.min(from, all.size()), Math.min(from + MOST, all.size()));
    }

    /** Tells this notification from all others, at each delivery the same: the event's id, and {@code -2} for part 2. */
    public String id() {
        return part == 1 ? event.id().toString() : event.id() + "-" + part;
    }
}
