package io.jitaccess.architecture.time;

import java.time.Instant;
import java.util.function.Supplier;

class BreaksByAReference {
    Supplier<Instant> time() {
        return Instant::now;
    }
}
