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

    /**
     * Waits for the caller's turn.
     *
     * @param most how long the caller has time; whose turn comes later takes none
     * @return false if there was no turn in that time, or the thread was interrupted, which stays set
     */
    boolean await(Duration most) {
        Instant now = clock.instant();
        Duration left;
        synchronized (this) {
            Instant turn = next.isAfter(now) ? next : now;
            // a clock that was set back would hold up everybody
            turn = turn.isAfter(now.plus(Duration.ofMinutes(1))) ? now : turn;
            left = Duration.between(now.plus(ahead), turn);
            if (left.compareTo(most) > 0) {
                return false;
            }
            next = turn.plus(between);
        }
        return left.isNegative() || left.isZero() || waiter.pause(left);
    }
}
