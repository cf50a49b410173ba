package io.jitaccess.examples.portal.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Makes the portal's two databases, their roles and the sample data; what is there already stays. */
final class PortalDatabases {

    static final String STORE = "jitaccess";
    static final String ORDERS = "orders";
    static final String STORE_LOGIN = "jit_store";
    static final String PROVIDER_LOGIN = "jit_provider";

    /** Logins that people have anyway, without any right to the data: name and password. */
    static final List<List<String>> STANDING_LOGINS = List.of(List.of("ben", "ben-sample"));

    private final PortalPostgres server;

    PortalDatabases(PortalPostgres server) {
        this.server = server;
    }

    /** The store's login and its new password. */
    Password store() throws SQLException {
        Password password = Password.random();
        try (Connection connection = server.superuser("postgres").getConnection()) {
            login(connection, STORE_LOGIN, "", password);
            database(connection, STORE, STORE_LOGIN);
            // an issued login must not see the store, nor the server's own databases
            for (String database : List.of(STORE, "postgres", "template1")) {
                execute(connection, "REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
            }
        }
        return password;
    }

    /** The database whose access is handed out, and the new password of the login that hands it out. */
    Password orders() throws SQLException {
        Password password = Password.random();
        boolean isNew;
        try (Connection connection = server.superuser("postgres").getConnection()) {
            isNew = database(connection, ORDERS, "postgres");
            execute(connection, "REVOKE ALL ON DATABASE " + ORDERS + " FROM PUBLIC");
            login(connection, PROVIDER_LOGIN, "CREATEROLE NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS", password);
        }
        try (Connection connection = server.superuser(ORDERS).getConnection()) {
            if (isNew) {
                execute(connection, text("/sample/orders.sql"));
                execute(connection, "GRANT CONNECT ON DATABASE " + ORDERS + " TO app_read, app_write");
                for (List<String> standing : STANDING_LOGINS) {
                    login(connection, standing.get(0), "", new Password(standing.get(1)));
                    execute(connection, "GRANT CONNECT ON DATABASE " + ORDERS + " TO " + standing.get(0));
                }
            }
            // as setup.sql beside the provider says
            execute(
                    connection,
                    "GRANT app_read, app_write TO " + PROVIDER_LOGIN + " WITH ADMIN TRUE, INHERIT FALSE, SET FALSE");
            execute(connection, "GRANT CONNECT ON DATABASE " + ORDERS + " TO " + PROVIDER_LOGIN);
            execute(connection, "GRANT pg_signal_backend TO " + PROVIDER_LOGIN);
        }
        return password;
    }

    private static boolean database(Connection connection, String name, String owner) throws SQLException {
        if (exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
            return false;
        }
        execute(connection, "CREATE DATABASE " + name + " OWNER " + owner);
        return true;
    }

    private static void login(Connection connection, String name, String rights, Password password)
            throws SQLException {
        boolean there = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name);
        execute(
                connection,
                (there ? "ALTER" : "CREATE") + " ROLE " + name + " LOGIN " + rights + " PASSWORD '" + password.value()
                        + "'");
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(String resource) {
        try (InputStream in = PortalDatabases.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
