package io.jitaccess.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Taking rows on H2. It locks every row that meets the condition, also beyond the limit, so rows are chosen without a
 * lock first and then locked and looked at again one by one, skipping those that others hold.
 */
final class H2Rows {

    private H2Rows() {}

    /**
     * Locks up to {@code limit} rows, in this order.
     *
     * @param from table, {@code where} and conditions
     */
    static List<UUID> lockable(Sql sql, String from, String order, int limit, @Nullable Object... parameters) {
        List<UUID> candidates = sql.list(
                row -> row.uuid("id"),
                "select id from " + from + " order by " + order + " limit ?",
                add(parameters, 4L * limit));
        List<UUID> locked = new ArrayList<>();
        for (UUID candidate : candidates) {
            if (locked.size() == limit) {
                break;
            }
            locked.addAll(sql.list(
                    row -> row.uuid("id"),
                    "select id from " + from + " and id = ? for update skip locked",
                    add(parameters, candidate)));
        }
        return locked;
    }

    private static @Nullable Object[] add(@Nullable Object[] parameters, Object last) {
        return Stream.concat(Stream.of(parameters), Stream.of(last)).toArray();
    }
}
