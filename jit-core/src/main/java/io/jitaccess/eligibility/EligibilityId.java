package io.jitaccess.eligibility;

import io.jitaccess.internal.Text;
import java.util.regex.Pattern;

/**
 * Names one eligibility; stable across revisions of the catalogue.
 *
 * @param value lower case letters, digits and inner {@code . _ -}, at most 64 characters
 */
public record EligibilityId(String value) implements Comparable<EligibilityId> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");

    public EligibilityId {
        Text.matching(value, "eligibility", FORM);
    }

    @Override
    public int compareTo(EligibilityId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
