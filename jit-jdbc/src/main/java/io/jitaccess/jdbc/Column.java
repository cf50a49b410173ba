package io.jitaccess.jdbc;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one part of a value is written.
 *
 * @param type as PostgreSQL casts to it
 */
record Column<T>(String name, String type, Function<T, @Nullable Object> value) {

    static <T> String names(List<Column<T>> columns) {
        return columns.stream().map(Column::name).collect(joining(", "));
    }

    /** One array parameter per column, with its type. */
    static <T> String casts(List<Column<T>> columns) {
        return columns.stream()
                .map(column -> "cast(? as " + column.type() + "[])")
                .collect(joining(", "));
    }

    static <T> @Nullable Object[] values(List<Column<T>> columns, T row) {
        return columns.stream().map(column -> column.value().apply(row)).toArray();
    }

    static <T> @Nullable Object[] arrays(List<Column<T>> columns, List<T> rows) {
        return columns.stream()
                .map(column -> Sql.Values.of(column.type(), rows, column.value()))
                .toArray();
    }
}
