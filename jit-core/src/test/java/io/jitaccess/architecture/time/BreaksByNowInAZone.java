package io.jitaccess.architecture.time;

import java.time.ZonedDateTime;

class BreaksByNowInAZone {
    Object time() {
        return ZonedDateTime.now();
    }
}
