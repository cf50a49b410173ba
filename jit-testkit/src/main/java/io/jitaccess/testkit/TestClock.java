package io.jitaccess.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Time that stands still until a test moves it, in microseconds, as stores keep it. A finer part is cut off. Thread-safe.
 */
public final class TestClock {

    private final AtomicReference<Instant> now;

    /** Starts at the given instant. */
    public TestClock(Instant start) {
        this.now = new AtomicReference<>(micros(start));
    }

    /** Starts at 2030-01-01T00:00:00Z: late enough that nothing real has happened yet. */
    public TestClock() {
        this(Instant.parse("2030-01-01T00:00:00Z"));
    }

    public Instant now() {
        return now.get();
    }

    /** Moves to the instant, back included. */
    public void set(Instant instant) {
        now.set(micros(instant));
    }

    /** Moves on, or back by a negative duration, and returns the new time. */
    public Instant advance(Duration by) {
        return now.updateAndGet(instant -> micros(instant.plus(by)));
    }

    /** A view that follows this clock, in UTC. */
    public Clock asClock() {
        InstantSource source = this::now;
        return source.withZone(ZoneOffset.UTC);
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
