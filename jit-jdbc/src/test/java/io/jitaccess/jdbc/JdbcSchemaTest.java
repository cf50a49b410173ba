package io.jitaccess.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.spi.store.StoreException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JdbcSchemaTest {

    private static final String APPLIED = "select count(*) from jit_schema_version";

    @ParameterizedTest
    @EnumSource(Database.class)
    void anEmptyDatabaseIsMigratedOnce(Database database) {
        try (TestDatabase test = TestDatabase.empty(database)) {
            JdbcSchema.migrate(test.dataSource());
            JdbcSchema.migrate(test.dataSource());

            assertThatCode(() -> JdbcSchema.verify(test.dataSource())).doesNotThrowAnyException();
            assertThat(test.number(APPLIED)).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void nodesThatStartAtOnceMigrateOneAfterTheOther(Database database) throws Exception {
        try (TestDatabase test = TestDatabase.empty(database)) {
            ExecutorService nodes = Executors.newFixedThreadPool(4);
            Callable<Boolean> start = () -> {
                JdbcSchema.migrate(test.dataSource());
                return true;
            };

            for (Future<Boolean> node : nodes.invokeAll(List.of(start, start, start, start))) {
                assertThat(node.get()).isTrue();
            }

            nodes.shutdown();
            assertThat(test.number(APPLIED)).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aDatabaseWithoutTablesIsRefusedByName(Database database) {
        try (TestDatabase test = TestDatabase.empty(database)) {
            Stream.<Runnable>of(
                            () -> JdbcSchema.verify(test.dataSource()),
                            () -> JdbcStore.builder(test.dataSource()).build())
                    .forEach(check -> assertThatIllegalStateException()
                            .isThrownBy(check::run)
                            .withMessageContaining("V1__initial missing")
                            .withMessageContaining("JdbcSchema.migrate"));
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void tablesThatOtherStatementsMadeAreRefusedByName(Database database) {
        try (TestDatabase test = TestDatabase.migrated(database)) {
            test.execute("update jit_schema_version set checksum = 'other' where version = 1");

            Stream.<Runnable>of(
                            () -> JdbcSchema.migrate(test.dataSource()),
                            () -> JdbcSchema.verify(test.dataSource()),
                            () -> JdbcStore.builder(test.dataSource()).build())
                    .forEach(check -> assertThatIllegalStateException()
                            .isThrownBy(check::run)
                            .withMessageContaining("V1__initial different"));
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void stepsOfANewerVersionAreAccepted(Database database) {
        try (TestDatabase test = TestDatabase.migrated(database)) {
            test.execute("insert into jit_schema_version (version, name, checksum) values (999, 'later', 'x')");

            JdbcSchema.migrate(test.dataSource());
            JdbcSchema.verify(test.dataSource());

            assertThat(test.number(APPLIED)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aHostMayApplyTheScriptItself(Database database) {
        try (TestDatabase test = TestDatabase.empty(database)) {
            test.execute(JdbcSchema.script(database, 0));

            JdbcSchema.verify(test.dataSource());
            JdbcSchema.migrate(test.dataSource());

            assertThat(test.number(APPLIED)).isOne();
            assertThat(JdbcSchema.script(database, 1)).isEmpty();
        }
    }

    @Test
    void aMigrationThatFailsOnPostgresLeavesNothing() {
        try (TestDatabase test = TestDatabase.empty(Database.POSTGRESQL)) {
            test.execute("create table jit_outbox (id integer)");

            assertThatThrownBy(() -> JdbcSchema.migrate(test.dataSource()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("42P07");

            assertThat(test.number("select count(*) from pg_tables where tablename like 'jit%'"))
                    .isOne();
        }
    }

    @Test
    void aMigrationThatWasCutShortOnH2IsDoneAgain() {
        try (TestDatabase test = TestDatabase.migrated(Database.H2)) {
            test.execute("delete from jit_schema_version; drop table jit_outbox");

            JdbcSchema.migrate(test.dataSource());

            assertThat(test.number("select count(*) from jit_outbox")).isZero();
            assertThat(test.number("select count(*) from jit_control")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void connectionsAreGivenBackAsTheyWere(Database database) {
        try (TestDatabase test = TestDatabase.empty(database)) {
            Handed handed = new Handed(test.dataSource());

            JdbcSchema.migrate(handed.asDataSource());

            assertThat(handed.connections())
                    .isNotEmpty()
                    .allSatisfy(
                            connection -> assertThat(connection.getAutoCommit()).isTrue());
            assertThat(handed.notClosed()).isEmpty();
        }
    }

    @Test
    void aFileOfH2IsFoundAgainWithItsTrigger(@TempDir Path folder) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:" + folder.resolve("jit"));
        JdbcSchema.migrate(source);
        JdbcStore first = JdbcStore.builder(source).build();
        first.separately(unit -> unit.jobs().take("scan", Duration.ofHours(1)));

        JdbcStore second = JdbcStore.builder(source).build();

        assertThat(second.<Boolean>separately(unit -> unit.jobs().take("scan", Duration.ofHours(1))))
                .isFalse();
    }

    @Test
    void h2MayPlayPostgres() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:plays-postgres;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;"
                + "DB_CLOSE_DELAY=-1");
        JdbcSchema.migrate(source);
        JdbcStore store = JdbcStore.builder(source).build();

        assertThat(store.separately(unit -> unit.catalogue().activate("test", "{}"))
                        .number())
                .isOne();
        assertThat(store.<Boolean>separately(unit -> unit.jobs().take("scan", Duration.ofHours(1))))
                .isTrue();
    }

    @Test
    void anotherDatabaseIsRefusedByName() {
        DatabaseMetaData metaData = answering(DatabaseMetaData.class, "getDatabaseProductName", "Oracle");
        Connection connection = answering(Connection.class, "getMetaData", metaData);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Database.of(connection))
                .withMessageContaining("not on Oracle");
    }

    private static <T> T answering(Class<T> type, String method, Object answer) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                    assertThat(called.getName()).isEqualTo(method);
                    return answer;
                }));
    }
}
