package io.jitaccess.spring.rest;

import io.jitaccess.spi.store.PageRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads which part of a list is asked for. */
final class Paging {

    private static final int DEFAULT_LIMIT = 50;

    private Paging() {}

    /** The first part, after a problem was noted. */
    static PageRequest read(@Nullable Integer limit, @Nullable String cursor, Conversion conversion) {
        conversion.make("limit", () -> PageRequest.first(limit == null ? DEFAULT_LIMIT : limit));
        conversion.of("cursor", cursor, text -> new PageRequest(DEFAULT_LIMIT, Optional.of(text)));
        return conversion.isEmpty()
                ? new PageRequest(limit == null ? DEFAULT_LIMIT : limit, Optional.ofNullable(cursor))
                : PageRequest.first(DEFAULT_LIMIT);
    }
}
