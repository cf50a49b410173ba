package io.jitaccess.architecture.spidefaults.spi;

interface BreaksByADefault {
    default boolean allowed() {
        return true;
    }
}
