package io.jitaccess.examples.portal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortalPostgresTest {

    @TempDir
    static Path kept;

    private static PortalPostgres server;
    private static Password provider;
    private static Password store;

    @BeforeAll
    static void start() throws SQLException {
        server = PortalPostgres.start(Optional.of(kept), 0);
        store = new PortalDatabases(server).store();
        provider = new PortalDatabases(server).orders();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static String ask(String database, String login, String password, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(database), login, password);
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void nobodyGetsInWithoutTheRightPassword() {
        assertThatThrownBy(() -> ask("postgres", "postgres", "guess", "select 1"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void whatIsCommittedIsOnTheDisk() throws SQLException {
        assertThat(ask("jitaccess", PortalDatabases.STORE_LOGIN, store.value(), "show fsync"))
                .isEqualTo("on");
    }

    @Test
    void itListensOnLoopbackOnly() throws SQLException {
        assertThat(ask("jitaccess", PortalDatabases.STORE_LOGIN, store.value(), "show listen_addresses"))
                .isEqualTo("localhost");
    }

    @Test
    void aStandingLoginSeesNeitherTheStoreNorAnyRow() {
        assertThatThrownBy(() -> ask("jitaccess", "ben", "ben-sample", "select 1"))
                .hasMessageContaining("permission denied for database");
        assertThatThrownBy(() -> ask("postgres", "ben", "ben-sample", "select 1"))
                .hasMessageContaining("permission denied for database");
        assertThatThrownBy(() -> ask("orders", "ben", "ben-sample", "select count(*) from orders"))
                .hasMessageContaining("permission denied for table orders");
    }

    @Test
    void theLoginThatHandsOutAccessIsNoSuperuserAndReadsNothingItself() throws SQLException {
        String login = PortalDatabases.PROVIDER_LOGIN;
        assertThat(ask("orders", login, provider.value(), "show is_superuser")).isEqualTo("off");
        assertThatThrownBy(() -> ask("orders", login, provider.value(), "select count(*) from orders"))
                .hasMessageContaining("permission denied for table orders");
    }

    @Test
    void itsPasswordFileIsTheOwnersAlone() throws IOException {
        assertThat(Files.getPosixFilePermissions(kept.resolve("superuser.password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void keptDataAreThereAfterARestartWithNewPasswords() throws Exception {
        String before = ask("orders", "postgres", superuser(), "select count(*)::text from orders");
        server.close();
        server = PortalPostgres.start(Optional.of(kept), 0);
        Password earlier = store;
        store = new PortalDatabases(server).store();
        provider = new PortalDatabases(server).orders();

        assertThat(ask("orders", "postgres", superuser(), "select count(*)::text from orders"))
                .isEqualTo(before)
                .isEqualTo("400");
        assertThatThrownBy(() -> ask("jitaccess", PortalDatabases.STORE_LOGIN, earlier.value(), "select 1"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void withoutADataDirectoryNothingStays() throws Exception {
        Path data;
        try (PortalPostgres passing = PortalPostgres.start(Optional.empty(), 0);
                Connection connection = passing.superuser("postgres").getConnection();
                ResultSet row = connection.createStatement().executeQuery("show data_directory")) {
            row.next();
            data = Path.of(row.getString(1));
            assertThat(data).exists();
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void aDirectoryThatCannotBeUsedIsNamedInTheError() throws IOException {
        Path file = Files.writeString(kept.resolve("a-file"), "not a directory");
        assertThatThrownBy(() -> PortalPostgres.start(Optional.of(file), 0))
                .isInstanceOf(PostgresStartException.class)
                .hasMessageContaining("a-file");
    }

    private static String superuser() throws IOException {
        return Files.readString(kept.resolve("superuser.password"));
    }
}
