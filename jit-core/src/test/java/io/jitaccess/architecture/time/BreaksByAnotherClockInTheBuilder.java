package io.jitaccess.architecture.time;

import java.time.Clock;

class BreaksByAnotherClockInTheBuilder {
    Object time() {
        return Clock.systemDefaultZone();
    }
}
