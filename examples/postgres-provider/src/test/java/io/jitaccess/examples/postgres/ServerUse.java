package io.jitaccess.examples.postgres;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.testkit.provider.ProviderUse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Logs in with what was issued, or as one of the logins that a test made. */
final class ServerUse implements ProviderUse {

    private final TestServer server;
    private final String password;
    private final List<Connection> opened = new ArrayList<>();

    /** @param password of logins that were not issued */
    ServerUse(TestServer server, String password) {
        this.server = server;
        this.password = password;
    }

    @Override
    public boolean works(AccessRef access, Credential credential) {
        try (Connection connection = login(credential)) {
            return works(connection);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public Optional<OpenSession> open(AccessRef access, Optional<Credential> credential) {
        try {
            Connection session = credential.isPresent()
                    ? login(credential.get())
                    : server.login(
                            server.text("select rolname from pg_roles where oid = "
                                    + Long.parseLong(access.principal().value())),
                            password);
            opened.add(session);
            return Optional.of(() -> works(session));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    void close() throws SQLException {
        for (Connection session : opened) {
            session.close();
        }
    }

    private static Connection login(Credential credential) throws SQLException {
        return DriverManager.getConnection(
                credential.fields().get("jdbcUrl"),
                credential.fields().get("username"),
                credential.fields().get("password"));
    }

    private static boolean works(Connection session) {
        try (Statement statement = session.createStatement()) {
            statement.execute("select 1");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
