package io.jitaccess.identity;

import io.jitaccess.internal.Text;

/**
 * The directory's stable id of an identity; never an e-mail address that may pass to somebody else.
 *
 * @param value 1 to 200 characters without control characters
 */
public record IdentityId(String value) implements Comparable<IdentityId> {

    public IdentityId {
        Text.line(value, "identity", 200);
    }

    @Override
    public int compareTo(IdentityId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
