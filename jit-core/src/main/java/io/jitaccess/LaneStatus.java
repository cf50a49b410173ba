package io.jitaccess;

import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** How one lane fares: written by its thread and its calls, read by anybody. */
final class LaneStatus {

    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile long pausedUntilNanos;
    private volatile boolean paused;
    private volatile double meanCallNanos = 1_000_000;
    private volatile Duration lag = Duration.ZERO;

    void landed(Landing landing) {
        if (landing instanceof Landing.Blind || landing instanceof Landing.NotMade) {
            return;
        }
        calls.increment();
        if (landing instanceof Landing.Looked looked && looked.seen() instanceof Observation.Unclear unclear) {
            unclear.pause().ifPresent(this::pause);
            failures.increment();
        }
        if (landing instanceof Landing.Changed changed) {
            if (changed.outcome() instanceof ChangeOutcome.Throttled throttled) {
                pause(throttled.retryAfter());
            }
            if (!(changed.outcome() instanceof ChangeOutcome.Done)
                    && !(changed.outcome() instanceof ChangeOutcome.Pending)) {
                failures.increment();
            }
        }
    }

    /** Several calls may be told to wait at once: the longest wait holds. */
    private synchronized void pause(Duration asked) {
        long until = System.nanoTime() + asked.toNanos();
        if (!paused || until - pausedUntilNanos > 0) {
            pausedUntilNanos = until;
        }
        paused = true;
    }

    void took(long nanos) {
        meanCallNanos = meanCallNanos * 0.9 + nanos * 0.1;
    }

    double meanCallNanos() {
        return meanCallNanos;
    }

    void lag(Duration behind) {
        lag = behind.isNegative() ? Duration.ZERO : behind;
    }

    synchronized boolean isPaused() {
        if (paused && System.nanoTime() - pausedUntilNanos >= 0) {
            paused = false;
        }
        return paused;
    }

    Duration pause() {
        return paused ? Duration.ofNanos(Math.max(1_000_000, pausedUntilNanos - System.nanoTime())) : Duration.ZERO;
    }

    Status.Lane read(int inFlight, Instant now) {
        return new Status.Lane(
                inFlight,
                calls.sum(),
                failures.sum(),
                isPaused() ? Optional.of(now.plus(pause())) : Optional.empty(),
                lag);
    }
}
