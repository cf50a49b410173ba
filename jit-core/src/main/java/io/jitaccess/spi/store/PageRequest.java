package io.jitaccess.spi.store;

import java.util.Optional;

/**
 * Which part of a list: newest first, by a key that stays right while rows are added.
 *
 * @param size 1 to 500
 * @param after the {@code next} of the page before; empty for the first
 */
public record PageRequest(int size, Optional<String> after) {

    public PageRequest {
        if (size < 1 || size > 500) {
            throw new IllegalArgumentException("a page has 1 to 500 entries, not " + size);
        }
        after.ifPresent(cursor -> {
            if (cursor.length() > 200) {
                throw new IllegalArgumentException("no such page");
            }
        });
    }

    public static PageRequest first(int size) {
        return new PageRequest(size, Optional.empty());
    }
}
