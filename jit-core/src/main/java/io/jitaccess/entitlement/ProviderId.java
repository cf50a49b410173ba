package io.jitaccess.entitlement;

import io.jitaccess.internal.Text;
import java.util.regex.Pattern;

/**
 * Names one configured provider; unique within one {@code JitAccess}.
 *
 * @param value lower case letters, digits and inner {@code . _ -}, at most 64 characters
 */
public record ProviderId(String value) implements Comparable<ProviderId> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");

    public ProviderId {
        Text.matching(value, "provider", FORM);
    }

    @Override
    public int compareTo(ProviderId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
