package io.jitaccess.identity;

import io.jitaccess.internal.Text;

/**
 * The directory's id of a group.
 *
 * @param value 1 to 200 characters without control characters
 */
public record GroupId(String value) implements Comparable<GroupId> {

    public GroupId {
        Text.line(value, "group", 200);
    }

    @Override
    public int compareTo(GroupId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
