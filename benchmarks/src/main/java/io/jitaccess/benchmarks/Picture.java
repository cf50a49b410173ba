package io.jitaccess.benchmarks;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is committed in the library's tables at one moment, row by row. For databases with a handful of rows. */
record Picture(Map<String, Map<List<Object>, Map<String, Object>>> tables) {

    /** In an order in which rows can be inserted; with what a row is known by. */
    private static final Map<String, List<String>> KEYS = keys();

    private static Map<String, List<String>> keys() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put("jit_request", List.of("id"));
        keys.put("jit_decision", List.of("request_id", "number"));
        keys.put("jit_grant", List.of("id"));
        keys.put("jit_assignment", List.of("id"));
        keys.put("jit_claim", List.of("id"));
        keys.put("jit_audit_event", List.of("id"));
        return keys;
    }

    /** Columns that the database makes by itself. */
    private static final List<String> GENERATED = List.of("scope_id", "ready_at", "unwanted_ready_at");

    static Picture of(Connection connection) throws SQLException {
        Map<String, Map<List<Object>, Map<String, Object>>> tables = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> table : KEYS.entrySet()) {
            Map<List<Object>, Map<String, Object>> rows = new LinkedHashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("select * from " + table.getKey())) {
                while (found.next()) {
                    Map<String, Object> row = row(found);
                    rows.put(table.getValue().stream().map(row::get).toList(), row);
                }
            }
            tables.put(table.getKey(), rows);
        }
        return new Picture(tables);
    }

    private static Map<String, Object> row(ResultSet found) throws SQLException {
        ResultSetMetaData columns = found.getMetaData();
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (!GENERATED.contains(columns.getColumnName(i))) {
                row.put(columns.getColumnName(i), value(found.getObject(i)));
            }
        }
        return row;
    }

    /** What stands for no value, since maps here have none. */
    enum None {
        NULL
    }

    private static Object value(@Nullable Object value) throws SQLException {
        if (value instanceof Array array) {
            return List.of((Object[]) array.getArray());
        }
        return value == null ? None.NULL : value;
    }

    private Map<List<Object>, Map<String, Object>> rows(String table) {
        return tables.getOrDefault(table, Map.of());
    }

    /**
     * One statement that leads from one picture to another.
     *
     * @param key what an update finds its row by; none for an insert
     */
    record Change(String table, Map<String, Object> values, Map<String, Object> key) {

        String sql() {
            return key.isEmpty()
                    ? "insert into " + table + " (" + String.join(", ", values.keySet()) + ") values ("
                            + String.join(
                                    ", ", values.keySet().stream().map(c -> "?").toList()) + ")"
                    : "update " + table + " set "
                            + String.join(
                                    ", ",
                                    values.keySet().stream()
                                            .map(c -> c + " = ?")
                                            .toList()) + " where "
                            + String.join(
                                    " and ",
                                    key.keySet().stream().map(c -> c + " = ?").toList());
        }
    }

    /** The fewest statements from this to a later picture: a row is written once, and found by its key and version. */
    List<Change> to(Picture later) {
        List<Change> changes = new ArrayList<>();
        KEYS.forEach((table, key) -> later.rows(table).forEach((id, row) -> {
            Map<String, Object> before = rows(table).get(id);
            if (before == null) {
                changes.add(new Change(table, row, Map.of()));
            } else if (!same(before, row)) {
                Map<String, Object> changed = new LinkedHashMap<>(row);
                changed.keySet().removeIf(column -> same(row.get(column), before.get(column)));
                Map<String, Object> where = new LinkedHashMap<>();
                key.forEach(column -> where.put(column, row.get(column)));
                if (before.containsKey("version")) {
                    where.put("version", before.get("version"));
                }
                changes.add(new Change(table, changed, where));
            }
        }));
        return changes;
    }

    private static boolean same(Map<String, Object> one, Map<String, Object> other) {
        return one.keySet().stream().allMatch(column -> same(one.get(column), other.get(column)));
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return one instanceof byte[] a && other instanceof byte[] b
                ? java.util.Arrays.equals(a, b)
                : one != null && one.equals(other);
    }
}
