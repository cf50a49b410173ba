package io.jitaccess.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What every list in pages has to do. */
final class Paging {

    private Paging() {}

    /** Reads all pages; between them the list may grow. */
    static <T> List<T> all(int size, Function<PageRequest, Page<T>> list, Runnable between) {
        List<T> items = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<T> page = list.apply(new PageRequest(size, after));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
            if (page.next().isPresent()) {
                assertThat(page.items()).hasSize(size);
            }
            items.addAll(page.items());
            after = page.next();
            between.run();
        } while (after.isPresent());
        return items;
    }

    static <T> List<T> all(int size, Function<PageRequest, Page<T>> list) {
        return all(size, list, () -> {});
    }

    /** @param next the {@code next} of a page of this list */
    static <T> void refusesForeignCursors(String next, Function<PageRequest, Page<T>> list) {
        Stream.of(
                        "",
                        " ",
                        "1",
                        "'; DROP TABLE jit_request; --",
                        "😀",
                        "=".repeat(32),
                        "A".repeat(200),
                        "_".repeat(32),
                        "-".repeat(31),
                        next + "A",
                        next + "=",
                        next.substring(1),
                        next.substring(0, next.length() - 1))
                .forEach(garbage -> assertThatIllegalArgumentException()
                        .as("cursor %s", garbage)
                        .isThrownBy(() -> list.apply(new PageRequest(1, Optional.of(garbage))))
                        .withMessageContaining("no such page"));
    }
}
