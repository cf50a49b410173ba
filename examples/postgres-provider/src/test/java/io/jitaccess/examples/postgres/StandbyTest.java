package io.jitaccess.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandbyTest {

    @Test
    void a_standby_may_lag_behind_so_that_what_it_says_is_unclear(@TempDir Path data) throws IOException, SQLException {
        try (EmbeddedPostgres primary = builder(data).start();
                Connection connection = primary.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role app_read");
        }
        Files.createFile(data.resolve("standby.signal"));
        try (EmbeddedPostgres standby = builder(data).start()) {
            PostgresProvider provider = PostgresProvider.builder("pg")
                    .admin(standby.getPostgresDatabase())
                    .prefix("jit_")
                    .allowRoles("app_read")
                    .endpoint("localhost", 5432, "postgres")
                    .build();
            AccessRef access = TestServer.access(
                    provider, TestServer.person("nobody-in-particular"), TestServer.login("app_read"));
            assertThat(provider.observe(access)).isInstanceOf(Observation.Unclear.class);
            assertThat(provider.revoke(access)).isInstanceOf(ChangeOutcome.Retryable.class);
        }
    }

    private static EmbeddedPostgres.Builder builder(Path data) {
        return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    }
}
