package io.jitaccess.spi.store;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param next to be passed on for the next part; empty on the last
 */
public record Page<T>(List<T> items, Optional<String> next) {

    public Page {
        items = List.copyOf(items);
    }
}
