package io.jitaccess.architecture.spidefaults;

interface KeepsOutsideTheSpi {
    default boolean enabled() {
        return true;
    }
}
