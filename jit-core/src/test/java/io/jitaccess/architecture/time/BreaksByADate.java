package io.jitaccess.architecture.time;

import java.util.Date;

class BreaksByADate {
    Object time() {
        return new Date();
    }
}
