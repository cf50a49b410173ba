package io.jitaccess.architecture.time;

class KeepsToElapsedTime {
    long time() {
        return System.nanoTime();
    }
}
