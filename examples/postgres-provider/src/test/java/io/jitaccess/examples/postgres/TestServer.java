package io.jitaccess.examples.postgres;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.PrincipalLookup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * One PostgreSQL for all tests of this module, prepared as the README says and asking everybody but its superuser for a
 * password. Tests use logins and roles of their own names, as roles are the whole server's.
 */
final class TestServer {

    static final String ADMIN = "jitaccess";
    static final String ADMIN_PASSWORD = "of-the-administrator";
    static final String PREFIX = "jit_";

    private static final TestServer ONE = start();

    private final EmbeddedPostgres postgres;

    private TestServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static TestServer get() {
        return ONE;
    }

    private static TestServer start() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_prepared_transactions", "5")
                    .setServerConfig("logging_collector", "on")
                    .setServerConfig("log_statement", "all")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres)));
            TestServer server = new TestServer(postgres);
            server.askForPasswords();
            server.sql("create role app_read", Files.readString(Path.of("setup.sql")));
            server.sql("alter role " + ADMIN + " password '" + ADMIN_PASSWORD + "'");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void askForPasswords() throws IOException {
        Path rules = Path.of(text("show hba_file"));
        Files.writeString(rules, """
                host all /^jit_l_ all scram-sha-256
                local all /^jit_l_ reject
                local all postgres trust
                host all postgres all trust
                host all all all scram-sha-256
                """);
        sql("select pg_reload_conf()");
        sql("create role asked_for_a_password login");
        await(() -> !isLetIn("asked_for_a_password"), "the server asks for passwords");
    }

    int port() {
        return postgres.getPort();
    }

    String url() {
        return url("postgres");
    }

    String url(String database) {
        return "jdbc:postgresql://localhost:" + port() + "/" + database;
    }

    /** A builder of a provider that may hand out app_read. */
    PostgresProviderBuilder provider() {
        return provider(port());
    }

    /** The same, which reaches the server by another port. */
    PostgresProviderBuilder provider(int throughPort) {
        return PostgresProvider.builder("pg")
                .admin("jdbc:postgresql://localhost:" + throughPort + "/postgres", ADMIN, () -> ADMIN_PASSWORD)
                .prefix(PREFIX)
                .allowRoles("app_read")
                .endpoint("localhost", port(), "postgres")
                .connectionLimit(3);
    }

    /** Runs statements as the superuser. */
    void sql(String... statements) {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The first column of the first row as text, asked as the superuser. */
    String text(String query) {
        return texts(query).get(0);
    }

    List<String> texts(String query) {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (result.next()) {
                found.add(String.valueOf(result.getString(1)));
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    Instant now() {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select clock_timestamp()")) {
            result.next();
            return result.getObject(1, OffsetDateTime.class).toInstant();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Asks the server, which looks at its own clock, until it answers so. */
    void await(String query, String answer) {
        await(() -> text(query).equals(answer), query);
    }

    private void await(BooleanSupplier condition, String what) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > 30_000_000_000L) {
                throw new AssertionError("still waiting for: " + what);
            }
            sql("select pg_sleep(0.02)");
        }
    }

    private boolean isLetIn(String user) {
        try (Connection connection = login(user, "wrong")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    Connection superuser() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "");
    }

    Connection login(String user, String password) throws SQLException {
        return DriverManager.getConnection(url(), user, password);
    }

    /** A role with a password and a name of its own; returns the name. */
    String newLogin(String start) {
        String name = start + UUID.randomUUID().toString().substring(0, 8);
        sql("create role " + Sql.name(name) + " login password 'of-" + start + "'");
        return name;
    }

    static Entitlement membership(String role) {
        return Entitlement.of("pg", "role-membership", Map.of("role", role));
    }

    static Entitlement login(String role) {
        return Entitlement.of("pg", "login", Map.of("role", role));
    }

    static Identity identity(String id, Map<String, String> attributes, Optional<String> mail) {
        return new Identity(
                new IdentityId(id),
                IdentityKind.HUMAN,
                "Somebody",
                mail,
                true,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                attributes);
    }

    static Identity person(String login) {
        return identity("id-of-" + login, Map.of(PostgresProviderBuilder.LOGIN_ATTRIBUTE, login), Optional.empty());
    }

    /** A new access of the identity, with the principal that the provider finds. */
    static AccessRef access(AccessProvider provider, Identity identity, Entitlement entitlement) {
        PrincipalLookup.Found found = (PrincipalLookup.Found) provider.principal(identity, entitlement);
        Optional<GrantId> grant =
                entitlement.kind().equals(IssuedLogin.KIND) ? Optional.of(GrantId.random()) : Optional.empty();
        return new AccessRef(
                AssignmentId.random(), found.principal(), entitlement, provider.targetKey(entitlement), grant);
    }
}
