package io.jitaccess.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between tries: doubled each time up to a limit, and drawn from the upper half so that nodes do not march in
 * step. Thread-safe where its source of randomness is.
 */
public final class Backoff {

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;

    /**
     * @param first the first pause, before jitter; at least a nanosecond
     * @param longest no pause is longer
     */
    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** The pause after so many failures in a row; what is below 1 counts as 1. */
    public Duration after(int failures) {
        double doubled = Math.scalb((double) first.toNanos(), Math.min(Math.max(failures - 1, 0), 100));
        double nominal = Math.min(doubled, (double) longest.toNanos());
        return Duration.ofNanos(Math.max(1, (long) (nominal * (0.5 + random.nextDouble() / 2))));
    }
}
