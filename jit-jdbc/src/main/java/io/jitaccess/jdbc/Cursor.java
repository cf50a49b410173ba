package io.jitaccess.jdbc;

import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The place of an item in a list that is ordered newest first, by instant and id. */
record Cursor(Instant at, UUID id) {

    private static final int SIZE = 3 * Long.BYTES;

    /** @throws IllegalArgumentException for a text that {@link #toString()} did not write */
    static Cursor parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no such page", e);
        }
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("no such page");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long micros = buffer.getLong();
        Cursor cursor = new Cursor(
                Instant.EPOCH.plus(Math.max(micros, 0), ChronoUnit.MICROS),
                new UUID(buffer.getLong(), buffer.getLong()));
        if (!cursor.toString().equals(text)) {
            throw new IllegalArgumentException("no such page");
        }
        return cursor;
    }

    /** Reads a page of a table, one row more than asked to see whether there is a next. */
    static <T> Page<T> page(
            PageRequest page,
            Where where,
            String instantColumn,
            Function<Where, List<T>> read,
            Function<T, Cursor> place) {
        page.after().map(Cursor::parse).ifPresent(after -> {
            where.and("(" + instantColumn + ", id) < (?, ?)", after.at(), after.id());
        });
        List<T> rows = read.apply(where);
        if (rows.size() <= page.size()) {
            return new Page<>(rows, Optional.empty());
        }
        List<T> part = rows.subList(0, page.size());
        return new Page<>(
                part, Optional.of(place.apply(part.get(part.size() - 1)).toString()));
    }

    @Override
    public String toString() {
        byte[] bytes = ByteBuffer.allocate(SIZE)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
