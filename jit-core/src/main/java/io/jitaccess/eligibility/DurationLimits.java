package io.jitaccess.eligibility;

import io.jitaccess.internal.Durations;
import java.time.Duration;

/**
 * How long access may last: whole seconds, at most {@link #LONGEST_EVER}.
 *
 * @param shortest of one request, at least one second
 * @param longest of one request
 * @param longestTotal of a grant with all its extensions, at least {@code longest}
 */
public record DurationLimits(Duration shortest, Duration longest, Duration longestTotal) {

    /** No grant of this library lasts longer, whatever is configured: what lasts longer is standing access. */
    public static final Duration LONGEST_EVER = Duration.ofDays(366);

    public DurationLimits {
        Durations.within(shortest, "shortest", Duration.ofSeconds(1), LONGEST_EVER);
        Durations.within(longest, "longest", Duration.ofSeconds(1), LONGEST_EVER);
        Durations.within(longestTotal, "longestTotal", Duration.ofSeconds(1), LONGEST_EVER);
        if (shortest.compareTo(longest) > 0) {
            throw new IllegalArgumentException("shortest must not exceed longest");
        }
        if (longest.compareTo(longestTotal) > 0) {
            throw new IllegalArgumentException("longest must not exceed longestTotal");
        }
    }
}
