package io.jitaccess.entitlement;

import io.jitaccess.internal.Text;
import java.util.regex.Pattern;

/**
 * Names one kind of entitlement of a provider, such as {@code group-membership}.
 *
 * @param value lower case letters, digits and inner {@code . _ -}, at most 64 characters
 */
public record EntitlementKind(String value) implements Comparable<EntitlementKind> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");

    public EntitlementKind {
        Text.matching(value, "kind", FORM);
    }

    @Override
    public int compareTo(EntitlementKind other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
