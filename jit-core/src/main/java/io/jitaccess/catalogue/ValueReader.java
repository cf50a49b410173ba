package io.jitaccess.catalogue;

import org.jspecify.annotations.Nullable;

/** Reads one value; null means that what is wrong with it was said. */
interface ValueReader<T> {

    @Nullable
    T read(Input input);
}
