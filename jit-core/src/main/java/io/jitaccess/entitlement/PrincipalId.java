package io.jitaccess.entitlement;

import io.jitaccess.internal.Text;

/**
 * The provider's own id of an account: resolved once for a grant and frozen.
 *
 * @param value 1 to 1024 characters without control characters
 */
public record PrincipalId(String value) implements Comparable<PrincipalId> {

    public PrincipalId {
        Text.line(value, "principal", 1024);
    }

    @Override
    public int compareTo(PrincipalId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
