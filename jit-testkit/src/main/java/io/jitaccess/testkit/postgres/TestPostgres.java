package io.jitaccess.testkit.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A new database on a PostgreSQL server that is started once in this JVM, at the first use, and ends with it. The server
 * is for tests: it does not sync to disk, anybody on this machine may connect, and its files are deleted at the end.
 */
public final class TestPostgres {

    private static final String USER = "postgres";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String name;

    private TestPostgres(String name) {
        this.name = name;
    }

    /** Holds the server: the JVM starts it once, when it is first asked for. */
    private static final class Server {

        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("synchronous_commit", "off")
                        .setServerConfig("track_commit_timestamp", "on")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL does not start", e);
            }
        }
    }

    /** Makes an empty database. Slow enough to do it once for a test class, not for each test. */
    public static TestPostgres newDatabase() {
        TestPostgres database = new TestPostgres("test_" + DATABASES.incrementAndGet());
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database.name);
        } catch (SQLException e) {
            throw new IllegalStateException("no new database", e);
        }
        return database;
    }

    /** Opens a connection, as a superuser, at each call; without a pool. */
    public DataSource dataSource() {
        return Server.POSTGRES.getDatabase(USER, name);
    }

    /** The JDBC URL of the database, its user included; there is no password. */
    public String url() {
        return Server.POSTGRES.getJdbcUrl(USER, name);
    }
}
