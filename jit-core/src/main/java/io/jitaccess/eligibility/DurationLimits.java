package io.jitaccess.eligibility;

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
        wholeSeconds(shortest, "shortest");
        wholeSeconds(longest, "longest");
        wholeSeconds(longestTotal, "longestTotal");
        if (shortest.compareTo(longest) > 0) {
            throw new IllegalArgumentException("shortest must not exceed longest");
        }
        if (longest.compareTo(longestTotal) > 0) {
            throw new IllegalArgumentException("longest must not exceed longestTotal");
        }
    }

    private static void wholeSeconds(Duration duration, String what) {
        if (duration.getSeconds() < 1 || duration.getNano() != 0 || duration.compareTo(LONGEST_EVER) > 0) {
            throw new IllegalArgumentException(what + " must be whole seconds, from PT1S to " + LONGEST_EVER);
        }
    }
}
