package io.jitaccess.jdbc;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How values become new rows of a table. One list of columns makes the statements for one row and for many. */
final class Inserts<T> {

    private final String table;
    private final List<Column<T>> columns;
    private final String one;
    private final String many;

    Inserts(String table, List<Column<T>> columns) {
        this.table = table;
        this.columns = List.copyOf(columns);
        String names = Column.names(columns);
        this.one = "insert into " + table + " (" + names + ") values ("
                + columns.stream().map(column -> "?").collect(joining(", ")) + ")";
        this.many = "insert into " + table + " (" + names + ") select * from unnest(" + Column.casts(columns)
                + ") as given (" + names + ")";
    }

    String table() {
        return table;
    }

    /** Adds the rows; that may be later. */
    void insert(Sql sql, List<T> rows) {
        if (sql.isH2()) {
            sql.changeEach(one, rows.stream().map(this::values).toList());
        } else if (rows.size() == 1) {
            sql.later(added -> {}, one, values(rows.get(0)));
        } else if (!rows.isEmpty()) {
            sql.later(added -> {}, many, arrays(rows));
        }
    }

    /** The statement that adds many rows, on PostgreSQL. */
    String many() {
        return many;
    }

    /** The parameters of {@link #many}. */
    @Nullable
    Object[] arrays(List<T> rows) {
        return Column.arrays(columns, rows);
    }

    /** The statement that adds one row. */
    String one() {
        return one;
    }

    @Nullable
    Object[] values(T row) {
        return Column.values(columns, row);
    }
}
