package io.jitaccess.spring.rest;

import io.jitaccess.spi.store.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list, or a part of one.
 *
 * @param next to be passed on as {@code cursor}; left out on the last part
 */
record ListJson<T>(List<T> items, @Nullable String next) implements JsonBody {

    static <T, R> ListJson<R> of(List<T> items, Function<T, R> form) {
        return new ListJson<>(items.stream().map(form).toList(), null);
    }

    static <T, R> ListJson<R> of(Page<T> page, Function<T, R> form) {
        return new ListJson<>(
                page.items().stream().map(form).toList(), page.next().orElse(null));
    }
}
