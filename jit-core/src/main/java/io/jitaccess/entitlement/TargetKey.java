package io.jitaccess.entitlement;

import io.jitaccess.internal.Text;

/**
 * The provider's own key of what an entitlement gives, the same for every spelling of it.
 *
 * @param value 1 to 1024 characters without control characters
 */
public record TargetKey(String value) implements Comparable<TargetKey> {

    public TargetKey {
        Text.line(value, "target key", 1024);
    }

    @Override
    public int compareTo(TargetKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
