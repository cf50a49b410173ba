package io.jitaccess.architecture.time;

import java.time.Clock;
import java.time.Instant;

class KeepsTheGivenClock {
    Instant time(Clock clock) {
        return Instant.now(clock);
    }
}
