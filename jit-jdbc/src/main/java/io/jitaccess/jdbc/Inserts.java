package io.jitaccess.jdbc;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How values become new rows of a table. One list of columns makes the statements for one row and for many. */
record Inserts<T>(String table, List<Column<T>> columns) {

    Inserts {
        columns = List.copyOf(columns);
    }

    /** Adds the rows, in one round trip where the driver can. */
    void insert(Sql sql, List<T> rows) {
        if (rows.size() < 2 || sql.isH2()) {
            sql.changeEach(one(), rows.stream().map(this::values).toList());
        } else {
            sql.change(
                    "insert into " + table + " (" + Column.names(columns) + ") select * from unnest("
                            + Column.casts(columns) + ")",
                    Column.arrays(columns, rows));
        }
    }

    /** The statement that adds one row. */
    String one() {
        return "insert into " + table + " (" + Column.names(columns) + ") values ("
                + columns.stream().map(column -> "?").collect(joining(", ")) + ")";
    }

    @Nullable
    Object[] values(T row) {
        return Column.values(columns, row);
    }
}
