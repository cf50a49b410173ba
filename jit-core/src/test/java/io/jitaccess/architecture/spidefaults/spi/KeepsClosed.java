package io.jitaccess.architecture.spidefaults.spi;

sealed interface KeepsClosed {
    default boolean allowed() {
        return this instanceof Yes;
    }

    record Yes() implements KeepsClosed {}
}
