package io.jitaccess.architecture.time;

import java.time.Clock;

class BreaksByASystemClock {
    Object time() {
        return Clock.systemUTC();
    }
}
