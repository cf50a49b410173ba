package io.jitaccess.spi;

import java.time.Duration;

/** How long a provider may ask to be left alone. */
final class Pause {

    private static final Duration LONGEST = Duration.ofDays(1);

    private Pause() {}

    static void check(Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("must be above zero and at most a day, not " + duration);
        }
    }
}
