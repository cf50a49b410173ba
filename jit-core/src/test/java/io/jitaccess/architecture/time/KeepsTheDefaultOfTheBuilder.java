package io.jitaccess.architecture.time;

import java.time.Clock;

class KeepsTheDefaultOfTheBuilder {
    Clock time() {
        return Clock.systemUTC();
    }
}
