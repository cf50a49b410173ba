package io.jitaccess.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.jitaccess.testkit.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/** A database of a test class, behind a pool. */
final class TestDatabase implements AutoCloseable {

    private final HikariDataSource pool;
    private final Database database;

    private TestDatabase(Database database, String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(12);
        config.setMinimumIdle(0);
        this.pool = new HikariDataSource(config);
        this.database = database;
    }

    static TestDatabase empty(Database database) {
        String url = database == Database.POSTGRESQL
                ? TestPostgres.newDatabase().url()
                : "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000";
        return new TestDatabase(database, url);
    }

    static TestDatabase migrated(Database database) {
        TestDatabase test = empty(database);
        JdbcSchema.migrate(test.pool);
        return test;
    }

    DataSource dataSource() {
        return pool;
    }

    /** Deletes all rows, past what forbids it. */
    void clear() {
        String tables = " jit_outbox, jit_claim, jit_assignment, jit_grant, jit_decision, jit_request, jit_audit_event,"
                + " jit_catalogue_revision, jit_suspension, jit_job";
        boolean postgres = database == Database.POSTGRESQL;
        StringBuilder script = new StringBuilder(
                postgres ? "set session_replication_role = replica;" : "set referential_integrity false;");
        for (String table : tables.split(",")) {
            script.append(postgres ? "delete from" : "truncate table")
                    .append(table)
                    .append(';');
        }
        // no trigger has told that the suspensions are gone
        script.append(postgres ? "update jit_control set revision = gen_random_uuid();" : "");
        execute(script.append(postgres ? "reset session_replication_role" : "set referential_integrity true")
                .toString());
    }

    void execute(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            results.next();
            return results.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
