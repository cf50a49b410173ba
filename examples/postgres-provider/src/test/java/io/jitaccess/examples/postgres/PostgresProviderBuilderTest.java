package io.jitaccess.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.SessionEnder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresProviderBuilderTest {

    private static final TestServer SERVER = TestServer.get();

    @Test
    void everything_that_is_missing_is_said_at_once() {
        assertThatThrownBy(() -> PostgresProvider.builder("pg").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("admin")
                .hasMessageContaining("prefix")
                .hasMessageContaining("endpoint")
                .hasMessageContaining("role");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        PostgresProviderBuilder wrong = SERVER.provider()
                .connectionLimit(0)
                .endpoint("", 0, "")
                .allowRolesWhoseCommentBegins(" ")
                .allowRoles("x".repeat(64));
        assertThatThrownBy(wrong::build)
                .hasMessageContaining("connectionLimit")
                .hasMessageContaining("endpoint")
                .hasMessageContaining("comments")
                .hasMessageContaining("database")
                .hasMessageContaining("63 bytes");
    }

    @Test
    void a_prefix_leaves_room_and_ends_in_a_line() {
        for (String bad : new String[] {"", "jit", "Jit_", "pg-", "1_", "x".repeat(24) + "_", "pg_"}) {
            assertThatThrownBy(SERVER.provider().prefix(bad)::build).as(bad).hasMessageContaining("prefix");
        }
        SERVER.provider().prefix("x".repeat(23) + "_").build();
    }

    @Test
    void a_listed_role_that_can_never_be_handed_out_is_said_when_building() {
        assertThatThrownBy(SERVER.provider().allowRoles("pg_monitor", "jit_l_x")::build)
                .hasMessageContaining("pg_monitor")
                .hasMessageContaining("jit_l_x");
    }

    @Test
    void the_readme_example_builds() {
        PostgresProvider provider = PostgresProvider.builder("orders-db")
                .admin("jdbc:postgresql://db.internal:5432/postgres?sslmode=verify-full", "jitaccess", () -> "secret")
                .prefix("jit_")
                .allowRoles("app_read", "app_write")
                .endpoint("db.example.org", 5432, "orders")
                .loginFromMail("example.org")
                .build();
        assertThat(provider.kinds()).hasSize(2);
        assertThat(provider.toString()).doesNotContain("secret");
    }

    @Test
    void a_superuser_can_be_the_administrator() {
        PostgresProvider provider =
                SERVER.provider().admin(SERVER.url(), "postgres", () -> "").build();
        for (AccessRef access : List.of(
                TestServer.access(provider, TestServer.person("nobody"), TestServer.login("app_read")),
                TestServer.access(
                        provider, TestServer.person(SERVER.newLogin("alice")), TestServer.membership("app_read")))) {
            assertThat(provider.assign(access, SERVER.now().plusSeconds(600), false))
                    .isEqualTo(ChangeOutcome.done(Effect.CREATED));
            assertThat(provider.observe(access)).isInstanceOf(Observation.Present.class);
            assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
            assertThat(provider.observe(access)).isEqualTo(Observation.absent());
            assertThat(provider.endSessions(access)).isEqualTo(new SessionEnder.SessionEnding.Ended(0));
        }
    }

    @Test
    void a_data_source_gets_its_connections_back_as_they_were() throws SQLException {
        PGConnectionPoolDataSource pool = new PGConnectionPoolDataSource();
        pool.setUrl(SERVER.url());
        pool.setUser(TestServer.ADMIN);
        pool.setPassword(TestServer.ADMIN_PASSWORD);
        var pooled = pool.getPooledConnection();
        try {
            PGSimpleDataSource one = new PGSimpleDataSource() {
                private static final long serialVersionUID = 1L;

                @Override
                public Connection getConnection() throws SQLException {
                    return pooled.getConnection();
                }
            };
            PostgresProvider provider = SERVER.provider().admin(one).build();
            AccessRef access = TestServer.access(
                    provider, TestServer.person("nobody-in-particular"), TestServer.login("app_read"));
            provider.assign(access, SERVER.now().plus(Duration.ofMinutes(10)), false);
            assertThat(provider.observe(access)).isInstanceOf(Observation.Present.class);
            provider.revoke(access);
            try (Connection after = one.getConnection();
                    var statement = after.createStatement();
                    var row = statement.executeQuery("select current_setting('transaction_read_only') || ' ' "
                            + "|| current_setting('search_path') || ' ' || current_setting('statement_timeout')")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("off \"$user\", public 0");
                assertThat(after.getAutoCommit()).isTrue();
                assertThat(after.getNetworkTimeout()).isZero();
            }
        } finally {
            pooled.close();
        }
    }
}
