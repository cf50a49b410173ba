package io.jitaccess.jdbc;

import static java.util.stream.Collectors.joining;

import io.jitaccess.problem.StaleVersionException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows with an id and a version, and how a value is written into them. One list of columns makes the statements for one
 * row and for many, so that none can be forgotten in one of them.
 *
 * @param name of the table
 * @param what names a row in an exception
 * @param fixed columns that are written once
 * @param changing columns that each update writes
 */
record Table<T>(
        String name,
        String what,
        Function<T, UUID> id,
        Function<T, Long> version,
        List<Column<T>> fixed,
        List<Column<T>> changing) {

    Table {
        fixed = List.copyOf(fixed);
        changing = List.copyOf(changing);
    }

    /** How rows are added, at version 0. */
    Inserts<T> inserts() {
        Stream<Column<T>> key =
                Stream.of(new Column<>("id", "uuid", id::apply), new Column<>("version", "bigint", row -> 0L));
        return new Inserts<>(
                name,
                Stream.of(key, fixed.stream(), changing.stream())
                        .flatMap(Function.identity())
                        .toList());
    }

    /** Adds one to the version of each row and writes it, or writes nothing if one is stale. */
    void update(Sql sql, List<T> rows) {
        if (rows.isEmpty()) {
            return;
        }
        refuseTwice(rows);
        if (rows.size() == 1) {
            T row = rows.get(0);
            if (sql.change(updateOne(), updateValues(row)) != 1) {
                throw stale(row);
            }
        } else if (sql.isH2()) {
            updateEach(sql, rows);
        } else {
            updateTogether(sql, rows);
        }
    }

    private String updateOne() {
        return "update " + name + " set version = version + 1, "
                + changing.stream().map(column -> column.name() + " = ?").collect(joining(", "))
                + " where id = ? and version = ?";
    }

    private @Nullable Object[] updateValues(T row) {
        return Stream.concat(
                        Stream.of(Column.values(changing, row)),
                        Stream.<@Nullable Object>of(id.apply(row), version.apply(row)))
                .toArray();
    }

    private void updateEach(Sql sql, List<T> rows) {
        refuseStale(rows, versions(sql, rows, " for update"));
        sql.changeEach(updateOne(), rows.stream().map(this::updateValues).toList());
    }

    /** All rows are locked and counted before the first is written, as the caller may go on after a stale one. */
    private void updateTogether(Sql sql, List<T> rows) {
        List<Column<T>> given = new ArrayList<>();
        given.add(new Column<>("id", "uuid", id::apply));
        given.add(new Column<>("version", "bigint", version::apply));
        given.addAll(changing);
        String statement = "with given as materialized (select * from unnest(" + Column.casts(given) + ") as g ("
                + Column.names(given)
                + ")), held as materialized (select t.id from " + name
                + " t join given g on t.id = g.id and t.version = g.version where t." + Sql.idIn("given")
                + " order by t.id for update of t) update "
                + name + " t set version = t.version + 1, "
                + changing.stream()
                        .map(column -> column.name() + " = g." + column.name())
                        .collect(joining(", "))
                + " from given g where t.id = g.id and t." + Sql.idIn("given") + " and (select count(*) from held) = ?";
        @Nullable
        Object[] parameters = Stream.concat(
                        Stream.of(Column.arrays(given, rows)), Stream.<@Nullable Object>of((long) rows.size()))
                .toArray();
        if (sql.change(statement, parameters) != rows.size()) {
            refuseStale(rows, versions(sql, rows, ""));
            throw stale(rows.get(0));
        }
    }

    private Map<UUID, Long> versions(Sql sql, Collection<T> rows, String lock) {
        Map<UUID, Long> versions = new HashMap<>();
        rows.stream()
                .map(id)
                .sorted(Comparator.comparing(UUID::toString))
                .forEach(key -> sql.first(
                                row -> row.number("version"),
                                "select version from " + name + " where id = ?" + lock,
                                key)
                        .ifPresent(stored -> versions.put(key, stored)));
        return versions;
    }

    private void refuseStale(List<T> rows, Map<UUID, Long> stored) {
        rows.forEach(row -> {
            if (!version.apply(row).equals(stored.remove(id.apply(row)))) {
                throw stale(row);
            }
        });
    }

    private void refuseTwice(List<T> rows) {
        Set<UUID> seen = new HashSet<>();
        rows.forEach(row -> {
            if (!seen.add(id.apply(row))) {
                throw stale(row);
            }
        });
    }

    private StaleVersionException stale(T row) {
        return new StaleVersionException(what + " " + id.apply(row), version.apply(row));
    }
}
