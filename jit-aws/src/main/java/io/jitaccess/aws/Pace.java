package io.jitaccess.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets callers pass no faster than a service takes them, a few at once after a rest. */
final class Pace {

    private final Clock clock;
    private final Waiter waiter;
    private final Duration between;
    private final Duration ahead;
    private Instant next = Instant.EPOCH;

    /**
     * @param between the mean time between two
     * @param atOnce how many may pass at once after a rest
     */
    Pace(Clock clock, Waiter waiter, Duration between, int atOnce) {
        this.clock = clock;
        this.waiter = waiter;
        this.between = between;
        this.ahead = between.multipliedBy(atOnce - 1L);
    }

    /** Waits for the caller's turn; false if the thread was interrupted, which stays set. */
    boolean await() {
        Instant now = clock.instant();
        Instant turn;
        synchronized (this) {
            turn = next.isAfter(now) ? next : now;
            // a clock that was set back would hold up everybody
            turn = turn.isAfter(now.plus(Duration.ofMinutes(1))) ? now : turn;
            next = turn.plus(between);
        }
        Duration left = Duration.between(now.plus(ahead), turn);
        return left.isNegative() || left.isZero() || waiter.pause(left);
    }
}
