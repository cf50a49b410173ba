package io.jitaccess.testkit.store;

import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Pages, newest first by instant and id. */
final class Cursors {

    /** Where an item stands in the list. */
    record Place(Instant at, String id) implements Comparable<Place> {

        private static final Comparator<Place> NEWEST_FIRST =
                Comparator.comparing(Place::at).thenComparing(Place::id).reversed();

        static Place parse(String cursor) {
            String[] parts = cursor.split("_", 2);
            try {
                UUID id = UUID.fromString(parts[parts.length - 1]);
                Place place = new Place(Instant.parse(parts[0]), id.toString());
                if (place.toString().equals(cursor)) {
                    return place;
                }
            } catch (DateTimeParseException | IllegalArgumentException e) {
                throw new IllegalArgumentException("no such page", e);
            }
            throw new IllegalArgumentException("no such page");
        }

        @Override
        public int compareTo(Place other) {
            return NEWEST_FIRST.compare(this, other);
        }

        @Override
        public String toString() {
            return at + "_" + id;
        }
    }

    private Cursors() {}

    static <T> Page<T> page(Stream<T> found, Function<T, Place> place, PageRequest page) {
        Optional<Place> after = page.after().map(Place::parse);
        List<T> items = found.sorted(Comparator.comparing(place))
                .filter(item -> after.isEmpty() || place.apply(item).compareTo(after.get()) > 0)
                .limit(page.size() + 1L)
                .toList();
        if (items.size() <= page.size()) {
            return new Page<>(items, Optional.empty());
        }
        List<T> part = items.subList(0, page.size());
        return new Page<>(
                part, Optional.of(place.apply(part.get(part.size() - 1)).toString()));
    }
}
