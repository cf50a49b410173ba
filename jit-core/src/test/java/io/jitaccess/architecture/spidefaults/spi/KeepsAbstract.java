package io.jitaccess.architecture.spidefaults.spi;

interface KeepsAbstract {
    boolean allowed();

    static KeepsAbstract never() {
        return () -> false;
    }

    record Answer(boolean allowed) {}
}
