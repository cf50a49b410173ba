package io.jitaccess.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What stands in {@code jit_schema_version}, compared with the steps of this version of the library. */
final class Schema {

    static final String VERSION_TABLE = """
            create table if not exists jit_schema_version (
                version    integer primary key,
                name       varchar(200) not null,
                checksum   varchar(64) not null,
                applied_at timestamp with time zone not null default current_timestamp
            )""";

    private static final Set<String> NO_SUCH_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

    private Schema() {}

    /** Nothing that this version needs is missing or different; steps of a newer version may have been applied. */
    static void verify(Connection connection, Database database) throws SQLException {
        List<Migration> missing = missing(connection, database);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("the tables of the store are not up to date: " + describe(missing)
                    + " missing; run JdbcSchema.migrate, or apply JdbcSchema.script");
        }
    }

    /**
     * The steps that were not applied yet, in order.
     *
     * @throws IllegalStateException if one that was applied is another one here
     */
    static List<Migration> missing(Connection connection, Database database) throws SQLException {
        Map<Integer, String> applied = applied(connection);
        List<Migration> all = Migration.all(database);
        List<Migration> different = all.stream()
                .filter(step ->
                        applied.containsKey(step.version()) && !step.checksum().equals(applied.get(step.version())))
                .toList();
        if (!different.isEmpty()) {
            throw new IllegalStateException(
                    "the tables of the store were made by other statements than this version's: " + describe(different)
                            + " different");
        }
        return all.stream().filter(step -> !applied.containsKey(step.version())).toList();
    }

    private static Map<Integer, String> applied(Connection connection) throws SQLException {
        Map<Integer, String> applied = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery("select version, checksum from jit_schema_version")) {
            while (results.next()) {
                applied.put(results.getInt(1), results.getString(2));
            }
        } catch (SQLException e) {
            if (!NO_SUCH_TABLE.contains(e.getSQLState())) {
                throw e;
            }
        }
        return applied;
    }

    /** Applies one step and writes it down. */
    static void apply(Connection connection, Migration step) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(step.sql());
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into jit_schema_version (version, name, checksum) values (?, ?, ?)")) {
            statement.setInt(1, step.version());
            statement.setString(2, step.name());
            statement.setString(3, step.checksum());
            statement.executeUpdate();
        }
    }

    private static String describe(List<Migration> steps) {
        return String.join(
                ", ",
                steps.stream()
                        .map(step -> "V" + step.version() + "__" + step.name())
                        .toList());
    }
}
