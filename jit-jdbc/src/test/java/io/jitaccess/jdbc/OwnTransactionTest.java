package io.jitaccess.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.identity.Actor;
import io.jitaccess.spi.Notification;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.StoreException;
import io.jitaccess.spi.store.UnitOfWork;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnTransactionTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private TestDatabase postgres;
    private TestDatabase h2;

    @BeforeAll
    void open() {
        postgres = TestDatabase.migrated(Database.POSTGRESQL);
        h2 = TestDatabase.migrated(Database.H2);
    }

    @BeforeEach
    void clear() {
        postgres.clear();
        h2.clear();
    }

    @AfterAll
    void close() {
        postgres.close();
        h2.close();
    }

    private TestDatabase of(Database database) {
        return database == Database.POSTGRESQL ? postgres : h2;
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void connectionsAreGivenBackAsTheyWere(Database database) throws SQLException {
        for (boolean autoCommit : new boolean[] {true, false}) {
            try (Handed handed = new Handed(of(database).dataSource())) {
                JdbcStore store =
                        JdbcStore.builder(settingUp(handed, autoCommit)).build();
                take(store, "done " + autoCommit);
                assertThatThrownBy(() -> store.separately(unit -> {
                            throw new IllegalStateException("on purpose");
                        }))
                        .hasMessage("on purpose");

                assertThat(handed.notClosed()).isEmpty();
                for (Connection connection : handed.connections()) {
                    assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
                    assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
                }
            }
        }
    }

    private static ConnectionSource settingUp(Handed handed, boolean autoCommit) {
        return new ConnectionSource() {
            @Override
            public Connection open() throws SQLException {
                Connection connection = handed.asDataSource().getConnection();
                connection.setAutoCommit(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                connection.setAutoCommit(autoCommit);
                return connection;
            }

            @Override
            public Optional<HostTransaction> current() {
                return Optional.empty();
            }
        };
    }

    @Test
    void transactionsAreReadCommittedAndBoundedWhateverTheConnectionsDefaultIs() {
        try (Handed handed = new Handed(postgres.dataSource())) {
            JdbcStore store = JdbcStore.builder(settingUp(handed, true))
                    .statementTimeout(Duration.ofMillis(12_345))
                    .build();

            store.separately(unit -> {
                Connection connection =
                        handed.connections().get(handed.connections().size() - 1);
                assertThat(text(connection, "show transaction_isolation")).isEqualTo("read committed");
                assertThat(text(connection, "show statement_timeout")).isEqualTo("12345ms");
                assertThat(text(connection, "show idle_in_transaction_session_timeout"))
                        .isEqualTo("12345ms");
                return unit;
            });

            Connection after = handed.connections().get(handed.connections().size() - 1);
            assertThat(text(after, "show statement_timeout")).isEqualTo("0");
            assertThat(text(after, "show idle_in_transaction_session_timeout")).isEqualTo("0");
        }
    }

    /** SIGSTOP, a virtual machine that moves, a host that is gone without a word. */
    @Test
    void aNodeThatStandsStillInATransactionKeepsItsLocksForAsLongAsAStatementMayTakeAndWritesNothing() {
        JdbcStore still = JdbcStore.builder(postgres.dataSource())
                .statementTimeout(Duration.ofSeconds(1))
                .build();
        JdbcStore other = JdbcStore.builder(postgres.dataSource()).build();

        assertThatThrownBy(() -> still.separately(unit -> {
                    unit.jobs().take("scan", HOUR);
                    assertThat(CompletableFuture.supplyAsync(() -> take(other, "scan"))
                                    .join())
                            .as("taken by the other, who waited for the lock")
                            .isTrue();
                    return unit;
                }))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failed -> assertThat(failed.isOutcomeUnknown()).isFalse());
        assertThat(take(other, "scan")).as("the lease of the other holds").isFalse();
    }

    @Test
    void aStatementThatWaitsTooLongFails() {
        JdbcStore store = JdbcStore.builder(postgres.dataSource()).build();
        JdbcStore impatient = JdbcStore.builder(postgres.dataSource())
                .statementTimeout(Duration.ofMillis(100))
                .build();

        store.separately(unit -> {
            unit.jobs().take("scan", HOUR);
            assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> take(impatient, "scan"))
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("57014");
            return unit;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0009S", "PT1H0.001S"})
    void aStatementTimeoutIsOneMillisecondToOneHour(Duration timeout) {
        JdbcStore.Builder builder = JdbcStore.builder(postgres.dataSource());

        assertThatIllegalArgumentException().isThrownBy(() -> builder.statementTimeout(timeout));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aCommitWithoutAnAnswerMayHaveHappened(Database database) {
        try (Handed handed = new Handed(of(database).dataSource())) {
            JdbcStore store = JdbcStore.builder(handed.asDataSource()).build();
            handed.failAfter("commit");

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> take(store, "scan"))
                    .matches(StoreException::isOutcomeUnknown);

            assertThat(of(database).number("select count(*) from jit_job")).isOne();
        }
    }

    @Test
    void aCommitOnAConnectionThatTheServerCutMayHaveHappened() {
        JdbcStore store = JdbcStore.builder(postgres.dataSource()).build();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.separately(unit -> {
                    unit.jobs().take("scan", HOUR);
                    postgres.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where datname = current_database() and state = 'idle in transaction'");
                    return unit;
                }))
                .matches(StoreException::isOutcomeUnknown);

        assertThat(take(store, "scan")).isTrue();
    }

    @Test
    void aStatementOnAConnectionThatTheServerCutHasNotHappened() {
        JdbcStore store = JdbcStore.builder(postgres.dataSource()).build();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.separately(unit -> {
                    postgres.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where datname = current_database() and state = 'idle in transaction'");
                    return unit.jobs().take("scan", HOUR);
                }))
                .matches(failure -> !failure.isOutcomeUnknown());
    }

    @Test
    void aCommitThatTheDatabaseRefusesHasNotHappened() {
        JdbcStore store = JdbcStore.builder(postgres.dataSource()).build();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.separately(unit -> {
                    AuditEvent never = AuditEvent.of(unit.now(), AuditAction.GRANT_ACTIVE, Actor.SYSTEM);
                    unit.outbox().enqueue("mail", new Notification(never, Set.of(), Set.of()));
                    return unit;
                }))
                .withMessageContaining("23503")
                .matches(failure -> !failure.isOutcomeUnknown());
    }

    @Test
    void aConnectionThatCannotBeRolledBackIsCutAndNotSetBack() {
        try (Handed handed = new Handed(postgres.dataSource())) {
            JdbcStore store = JdbcStore.builder(handed.asDataSource()).build();
            handed.failAfter("rollback");
            handed.calls().clear();

            assertThatThrownBy(() -> store.separately(unit -> {
                        throw new IllegalStateException("on purpose");
                    }))
                    .hasMessage("on purpose");

            assertThat(handed.calls()).endsWith("rollback", "abort", "close");
        }
    }

    @Test
    void aFailureAtTheEndOfAConnectionFailsNothing() {
        try (Handed handed = new Handed(h2.dataSource())) {
            JdbcStore store = JdbcStore.builder(handed.asDataSource()).build();
            handed.failAfter("setAutoCommit");

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> take(store, "scan"))
                    .matches(failure -> !failure.isOutcomeUnknown());

            assertThat(handed.notClosed()).isEmpty();
        }
    }

    @Test
    void whereThereIsNoConnectionNothingHasHappened() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(h2.dataSource());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(250);
        try (HikariDataSource narrow = new HikariDataSource(config)) {
            JdbcStore store = JdbcStore.builder(narrow).build();

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.separately(outer -> take(store, "scan")))
                    .matches(failure -> !failure.isOutcomeUnknown());
        }
    }

    @Test
    void actionsAfterCommitRunWhenTheConnectionWasGivenBack() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(h2.dataSource());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(2000);
        try (HikariDataSource narrow = new HikariDataSource(config)) {
            JdbcStore store = JdbcStore.builder(narrow).build();

            store.separately(unit -> {
                unit.afterCommit(() -> take(store, "from an action"));
                return unit;
            });

            assertThat(h2.number("select count(*) from jit_job")).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void timeIsTheDatabasesAndCanBeMoved(Database database) {
        JdbcStore store = JdbcStore.builder(of(database).dataSource()).build();
        JdbcStore ahead = JdbcStore.builder(of(database).dataSource())
                .timeOffset(() -> Duration.ofDays(10))
                .build();

        Instant now = store.separately(UnitOfWork::now);

        assertThat(now).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(ahead.separately(UnitOfWork::now))
                .isBetween(
                        now.plus(Duration.ofDays(10)),
                        now.plus(Duration.ofDays(10)).plusSeconds(60));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aUnitOfWorkIsOfOneThreadUntilItsEnd(Database database) {
        JdbcStore store = JdbcStore.builder(of(database).dataSource()).build();

        UnitOfWork ended = store.separately(unit -> {
            assertThatThrownBy(() -> CompletableFuture.supplyAsync(unit::jobs).join())
                    .hasCauseInstanceOf(IllegalStateException.class);
            return unit;
        });

        assertThatIllegalStateException().isThrownBy(ended::now);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aRowThatThisVersionCannotReadIsAFailureOfTheStore(Database database) {
        JdbcStore store = JdbcStore.builder(of(database).dataSource()).build();
        of(database)
                .execute("insert into jit_audit_event (id, occurred_at, action, details) values"
                        + " ('00000000-0000-0000-0000-000000000001', current_timestamp, 'WRITTEN_BY_A_NEWER', '{}')");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.separately(unit -> unit.audit().page(AuditQuery.ALL, PageRequest.first(1))))
                .withMessageContaining("cannot read");
    }

    private static boolean take(JdbcStore store, String job) {
        return store.<Boolean>separately(unit -> unit.jobs().take(job, HOUR));
    }

    private static String text(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            results.next();
            return results.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
