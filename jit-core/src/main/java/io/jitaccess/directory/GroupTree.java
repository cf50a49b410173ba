package io.jitaccess.directory;

import io.jitaccess.identity.GroupId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which group contains which; cycles are followed once round. */
final class GroupTree {

    private final Map<GroupId, Set<GroupId>> containers = new HashMap<>();

    void put(GroupId container, GroupId contained) {
        containers.computeIfAbsent(contained, unseen -> new HashSet<>()).add(container);
    }

    /** These groups and all that contain them. */
    Set<GroupId> upwards(Collection<GroupId> groups) {
        Set<GroupId> all = new HashSet<>(groups);
        Deque<GroupId> open = new ArrayDeque<>(groups);
        while (!open.isEmpty()) {
            for (GroupId container : containers.getOrDefault(open.remove(), Set.of())) {
                if (all.add(container)) {
                    open.add(container);
                }
            }
        }
        return all;
    }
}
