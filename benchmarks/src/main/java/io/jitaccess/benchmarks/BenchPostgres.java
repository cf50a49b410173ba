package io.jitaccess.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.jitaccess.benchmarks.CountingSockets.Traffic;
import io.jitaccess.jdbc.JdbcSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server that loses nothing that it has committed, as in production; started when it is first needed. */
final class BenchPostgres implements AutoCloseable {

    private static final String USER = "postgres";

    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable EmbeddedPostgres server;

    private BenchPostgres() {}

    static BenchPostgres lazy() {
        return new BenchPostgres();
    }

    private synchronized EmbeddedPostgres server() throws IOException {
        EmbeddedPostgres running = server;
        if (running == null) {
            running = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("shared_buffers", "512MB")
                    .setServerConfig("max_wal_size", "4GB")
                    .start();
            server = running;
        }
        return running;
    }

    /** A new, empty database with a pool of that many connections. */
    Base newDatabase(int connections) throws IOException, SQLException {
        String name = "bench_" + databases.incrementAndGet();
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server().getJdbcUrl(USER, name));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections);
        config.setPoolName(name);
        config.addDataSourceProperty("socketFactory", CountingSockets.class.getName());
        config.addDataSourceProperty("socketFactoryArg", name);
        return new Base(name, config.getJdbcUrl(), new HikariDataSource(config));
    }

    /** One with the library's tables. */
    Base newStore(int connections) throws IOException, SQLException {
        Base base = newDatabase(connections);
        JdbcSchema.migrate(base.pool());
        return base;
    }

    /** What makes a commit safe, as the server itself says. */
    String settings() throws IOException, SQLException {
        StringBuilder said = new StringBuilder("PostgreSQL ");
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String name :
                    new String[] {"server_version", "fsync", "synchronous_commit", "shared_buffers", "max_wal_size"}) {
                try (ResultSet row = statement.executeQuery("show " + name)) {
                    row.next();
                    said.append(name.equals("server_version") ? "" : ", " + name + " ")
                            .append(row.getString(1));
                }
            }
        }
        return said.append(", on the same machine").toString();
    }

    @Override
    public synchronized void close() throws IOException {
        EmbeddedPostgres running = server;
        if (running != null) {
            running.close();
        }
    }

    /** One database of the server. */
    record Base(String name, String url, HikariDataSource pool) implements AutoCloseable {

        /** What its pool's connections sent and received since the start. */
        Traffic traffic() {
            return CountingSockets.wire(name).read();
        }

        DataSource source() {
            return pool;
        }

        void execute(String sql) throws SQLException {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        long number(String sql) throws SQLException {
            return text(sql).map(Long::parseLong).orElse(0L);
        }

        Optional<String> text(String sql) throws SQLException {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }

        @Override
        public void close() {
            pool.close();
        }
    }
}
