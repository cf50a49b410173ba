package io.jitaccess.jdbc;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one unit of work of which nobody has asked an answer, in order; rows that are gathered are one change. The
 * driver of PostgreSQL sends several statements that return no rows in one round trip.
 */
final class WaitingChanges {

    /** @param changed gets the number of rows that the change changed */
    @SuppressWarnings("ArrayRecordComponent") // what JDBC takes, made and used in one statement
    record Change(String sql, @Nullable Object[] parameters, IntConsumer changed) {}

    private interface Waiting {
        Change change();
    }

    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<String, Rows<?>> rows = new LinkedHashMap<>();

    void add(IntConsumer changed, String sql, @Nullable Object[] parameters) {
        Change change = new Change(sql, parameters, changed);
        waiting.add(() -> change);
    }

    <T> void gather(Inserts<T> inserts, List<T> more) {
        if (more.isEmpty()) {
            return;
        }
        Rows<?> known = rows.get(inserts.table());
        if (known == null) {
            Rows<T> fresh = new Rows<>(inserts, new ArrayList<>(more));
            rows.put(inserts.table(), fresh);
            waiting.add(fresh);
        } else {
            known.addSame(more);
        }
    }

    private record Rows<T>(Inserts<T> inserts, List<T> values) implements Waiting {

        /** A table has one type of values. */
        @SuppressWarnings("unchecked")
        private void addSame(List<?> more) {
            values.addAll((List<T>) more);
        }

        @Override
        public Change change() {
            return new Change(inserts.many(), inserts.arrays(values), count -> {});
        }
    }

    /** What waits, in order; afterwards nothing does. */
    List<Change> take() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<Change> changes = waiting.stream().map(Waiting::change).toList();
        waiting.clear();
        rows.clear();
        return changes;
    }

    static String sql(List<Change> changes) {
        return changes.stream().map(Change::sql).collect(joining(";\n"));
    }

    static @Nullable Object[] parameters(List<Change> changes) {
        List<@Nullable Object> all = new ArrayList<>();
        for (Change change : changes) {
            for (@Nullable Object parameter : change.parameters()) {
                all.add(parameter);
            }
        }
        return all.toArray();
    }
}
