package io.jitaccess.notify;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Until when an endpoint is left alone: measured, so that no clock can prolong it. */
final class Embargo {

    private record Pause(long since, long nanos) {}

    private final AtomicReference<Pause> pause = new AtomicReference<>(new Pause(0, 0));

    void begin(Duration wait) {
        pause.set(new Pause(System.nanoTime(), wait.toNanos()));
    }

    /** How long it still lasts; zero when it is over. */
    Duration left() {
        Pause current = pause.get();
        if (current.nanos() == 0) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(0, current.nanos() - (System.nanoTime() - current.since())));
    }
}
