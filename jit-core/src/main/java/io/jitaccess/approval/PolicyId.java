package io.jitaccess.approval;

import io.jitaccess.internal.Text;
import java.util.regex.Pattern;

/**
 * Names one approval policy; stable across revisions of the catalogue.
 *
 * @param value lower case letters, digits and inner {@code . _ -}, at most 64 characters
 */
public record PolicyId(String value) implements Comparable<PolicyId> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");

    public PolicyId {
        Text.matching(value, "policy", FORM);
    }

    @Override
    public int compareTo(PolicyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
