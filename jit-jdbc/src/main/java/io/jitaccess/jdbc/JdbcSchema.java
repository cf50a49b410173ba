package io.jitaccess.jdbc;

import io.jitaccess.spi.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The tables of {@link JdbcStore}: made and kept up to date by {@link #migrate}, or by the host with {@link #script} and
 * checked by {@link #verify}. Steps that were applied are written down in {@code jit_schema_version} with a checksum.
 * Steps of a newer version of the library are accepted, so that nodes of two versions can run side by side.
 */
public final class JdbcSchema {

    /** Names the lock, among all users of the database's advisory locks. */
    private static final long LOCK = 0x6a69742d736368L;

    private static final int H2_LOCK_MILLIS = 60_000;

    private JdbcSchema() {}

    /**
     * Makes the tables or applies the steps that are missing; does nothing where there are none. Nodes that do this at
     * once do it one after the other. On PostgreSQL all steps are one transaction; on H2, which commits each statement by
     * itself, a second connection holds the lock, and steps cut short are done again.
     *
     * @throws IllegalStateException if a step that was applied is not the one of this version
     * @throws StoreException if the database fails
     */
    public static void migrate(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                if (Database.of(connection) == Database.POSTGRESQL) {
                    migratePostgres(connection);
                } else {
                    migrateH2(connection, dataSource);
                }
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw new StoreException("the tables could not be made, SQL state " + e.getSQLState(), e, false);
        }
    }

    private static void migratePostgres(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            lock.execute();
        }
        migrate(connection, Database.POSTGRESQL);
    }

    private static void migrateH2(Connection lock, DataSource dataSource) throws SQLException {
        int before;
        try (Statement statement = lock.createStatement();
                ResultSet timeout = statement.executeQuery("call lock_timeout()")) {
            timeout.next();
            before = timeout.getInt(1);
        }
        try (Statement statement = lock.createStatement()) {
            statement.execute("set lock_timeout " + H2_LOCK_MILLIS);
            statement.execute("create table if not exists jit_schema_lock (id integer primary key)");
            statement.execute("merge into jit_schema_lock (id) key (id) values (1)");
            lock.commit();
            statement.execute("select id from jit_schema_lock where id = 1 for update");
            try (Connection connection = dataSource.getConnection()) {
                migrate(connection, Database.H2);
            } finally {
                statement.execute("set lock_timeout " + before);
            }
        }
    }

    private static void migrate(Connection connection, Database database) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(Schema.VERSION_TABLE);
        }
        for (Migration step : Schema.missing(connection, database)) {
            Schema.apply(connection, step);
        }
    }

    /**
     * Fails unless every step of this version was applied as it is.
     *
     * @throws IllegalStateException naming the steps that are missing or different
     * @throws StoreException if the database fails
     */
    public static void verify(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            Schema.verify(connection, Database.of(connection));
        } catch (SQLException e) {
            throw new StoreException("the tables could not be checked, SQL state " + e.getSQLState(), e, false);
        }
    }

    /**
     * The statements of all steps later than {@code after}, for hosts that manage their tables themselves. They write
     * down in {@code jit_schema_version} that they were applied.
     *
     * @param after the last step that was applied; 0 for an empty database
     */
    public static String script(Database database, int after) {
        StringBuilder script = new StringBuilder();
        if (after == 0) {
            script.append(Schema.VERSION_TABLE).append(";\n\n");
        }
        Migration.all(database).stream()
                .filter(step -> step.version() > after)
                .forEach(step -> script.append(step.sql())
                        .append("\ninsert into jit_schema_version (version, name, checksum) values (")
                        .append(step.version() + ", '" + step.name() + "', '" + step.checksum())
                        .append("');\n"));
        return script.toString();
    }
}
