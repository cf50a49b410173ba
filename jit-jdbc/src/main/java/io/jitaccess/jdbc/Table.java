package io.jitaccess.jdbc;

import static java.util.stream.Collectors.joining;

import io.jitaccess.problem.StaleVersionException;
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
 */
final class Table<T> {

    private final String name;
    private final String what;
    private final Function<T, UUID> id;
    private final Function<T, Long> version;
    private final List<Column<T>> changing;
    private final List<Column<T>> given;
    private final Inserts<T> inserts;
    private final String updateOne;
    private final String updateMany;

    /**
     * @param name of the table
     * @param what names a row in an exception
     * @param fixed columns that are written once
     * @param changing columns that each update writes
     */
    Table(
            String name,
            String what,
            Function<T, UUID> id,
            Function<T, Long> version,
            List<Column<T>> fixed,
            List<Column<T>> changing) {
        this.name = name;
        this.what = what;
        this.id = id;
        this.version = version;
        this.changing = List.copyOf(changing);
        Column<T> key = new Column<>("id", "uuid", id::apply);
        this.given = Stream.concat(Stream.of(key, new Column<>("version", "bigint", version::apply)), changing.stream())
                .toList();
        this.inserts = new Inserts<>(
                name,
                Stream.of(
                                Stream.of(key, new Column<T>("version", "bigint", row -> 0L)),
                                fixed.stream(),
                                changing.stream())
                        .flatMap(Function.identity())
                        .toList());
        this.updateOne = "update " + name + " set version = version + 1, "
                + changing.stream().map(column -> column.name() + " = ?").collect(joining(", "))
                + " where id = ? and version = ?";
        // all rows are locked, in order, and counted before the first is written, so that a stale one can be told
        this.updateMany = "with given as materialized (select * from unnest(" + Column.casts(given) + ") as g ("
                + Column.names(given)
                + ")), held as materialized (select t.id from " + name
                + " t join given g on t.id = g.id and t.version = g.version where t." + Sql.idIn("given")
                + " order by t.id for update of t) update "
                + name + " t set version = t.version + 1, "
                + changing.stream()
                        .map(column -> column.name() + " = g." + column.name())
                        .collect(joining(", "))
                + " from given g where t.id = g.id and t." + Sql.idIn("given") + " and (select count(*) from held) = ?";
    }

    /** How rows are added, at version 0. */
    Inserts<T> inserts() {
        return inserts;
    }

    /** Adds one to the version of each row and writes it, or writes nothing if one is stale; that may be later. */
    void update(Sql sql, List<T> rows) {
        if (rows.isEmpty()) {
            return;
        }
        refuseTwice(rows);
        if (rows.size() == 1) {
            T row = rows.get(0);
            sql.later(
                    changed -> {
                        if (changed != 1) {
                            throw stale(row);
                        }
                    },
                    updateOne,
                    updateValues(row));
        } else if (sql.isH2()) {
            updateEach(sql, rows);
        } else {
            updateTogether(sql, rows);
        }
    }

    private @Nullable Object[] updateValues(T row) {
        return Stream.concat(
                        Stream.of(Column.values(changing, row)),
                        Stream.<@Nullable Object>of(id.apply(row), version.apply(row)))
                .toArray();
    }

    private void updateEach(Sql sql, List<T> rows) {
        refuseStale(rows, versions(sql, rows, " for update"));
        sql.changeEach(updateOne, rows.stream().map(this::updateValues).toList());
    }

    private void updateTogether(Sql sql, List<T> rows) {
        @Nullable
        Object[] parameters = Stream.concat(
                        Stream.of(Column.arrays(given, rows)), Stream.<@Nullable Object>of((long) rows.size()))
                .toArray();
        sql.later(
                changed -> {
                    if (changed != rows.size()) {
                        refuseStale(rows, versions(sql, rows, ""));
                        throw stale(rows.get(0));
                    }
                },
                updateMany,
                parameters);
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
