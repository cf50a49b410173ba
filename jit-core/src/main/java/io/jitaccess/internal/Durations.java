package io.jitaccess.internal;

import java.time.Duration;

/** Checks of durations, used by the value types' constructors. */
public final class Durations {

    private Durations() {}

    /**
     * Returns the duration if it has whole seconds and lies within the two, both included.
     *
     * @throws IllegalArgumentException naming {@code what} and the limits
     */
    public static Duration within(Duration duration, String what, Duration shortest, Duration longest) {
        if (duration.toNanosPart() != 0 || duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    what + " must be whole seconds, from " + shortest + " to " + longest + ", not " + duration);
        }
        return duration;
    }
}
