package io.jitaccess.architecture.time;

class BreaksByMillis {
    long time() {
        return System.currentTimeMillis();
    }
}
