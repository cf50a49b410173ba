package io.jitaccess.benchmarks;

import io.jitaccess.testkit.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The real time, and what was skipped of it, as the one time of a store, a provider and a cloud. */
final class FlowingTime implements AutoCloseable {

    private static final long TICK_NANOS = 1_000_000;

    private final TestClock clock = new TestClock(Clock.systemUTC().instant());
    private long skippedNanos;
    private volatile boolean closed;

    FlowingTime() {
        Thread thread = new Thread(this::flow, "flowing-time");
        thread.setDaemon(true);
        thread.start();
    }

    TestClock clock() {
        return clock;
    }

    /** Goes on from there. */
    synchronized void skipTo(Instant instant) {
        skippedNanos += Duration.between(clock.now(), instant).toNanos();
        tick();
    }

    private synchronized void tick() {
        clock.set(Clock.systemUTC().instant().plusNanos(skippedNanos));
    }

    private void flow() {
        while (!closed) {
            tick();
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
