package io.jitaccess.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.identity.Actor;
import io.jitaccess.spi.store.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

class HostTransactionsTest {

    @Nested
    class OnPostgres extends Contract {
        OnPostgres() {
            super(Database.POSTGRESQL);
        }
    }

    @Nested
    class OnH2 extends Contract {
        OnH2() {
            super(Database.H2);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Contract {

        private static final Duration HOUR = Duration.ofHours(1);

        private final Database database;
        private final List<String> woken = new ArrayList<>();
        private TestDatabase test;
        private HostTransactions hosts;
        private JdbcStore store;

        Contract(Database database) {
            this.database = database;
        }

        @BeforeAll
        void open() {
            test = TestDatabase.migrated(database);
            test.execute("create table orders (id integer primary key)");
            hosts = new HostTransactions(test.dataSource());
            store = JdbcStore.builder(hosts).build();
        }

        @BeforeEach
        void clear() {
            test.clear();
            test.execute("delete from orders");
            woken.clear();
        }

        @AfterAll
        void close() {
            test.close();
        }

        @Test
        void whatTheLibraryWritesIsSeenOutsideOnlyAfterTheHostsCommit() throws SQLException {
            try (Connection connection = begin();
                    HostTransactions.Joined joined = hosts.join(connection)) {
                execute(connection, "insert into orders values (1)");
                take("scan");
                assertThat(jobs()).isZero();

                connection.commit();
                joined.committed();
            }

            assertThat(jobs()).isOne();
            assertThat(orders()).isOne();
        }

        @Test
        void whatTheLibraryWritesIsGoneWhenTheHostRollsBack() throws SQLException {
            try (Connection connection = begin();
                    HostTransactions.Joined joined = hosts.join(connection)) {
                take("scan");
                store.joining(unit -> {
                    unit.afterCommit(() -> woken.add("never"));
                    return joined;
                });
                connection.rollback();
            }

            assertThat(jobs()).isZero();
            assertThat(woken).isEmpty();
        }

        @Test
        void aUnitOfWorkSeesWhatTheHostHasWrittenAndTheOneBeforeIt() throws SQLException {
            try (Connection connection = begin();
                    HostTransactions.Joined joined = hosts.join(connection)) {
                execute(connection, "insert into jit_job (name, ready_at) values ('hosts', current_timestamp)");

                assertThat(take("scan")).isTrue();
                assertThat(take("scan")).isFalse();
                assertThat(take("hosts")).isTrue();
                assertThat(joined.connection()).isSameAs(connection);
                connection.rollback();
            }
        }

        @Test
        void actionsRunWhenTheHostSaysThatItCommittedAndOnce() throws SQLException {
            try (Connection connection = begin();
                    HostTransactions.Joined joined = hosts.join(connection)) {
                wakeAfterCommit("first");
                wakeAfterCommit("second");
                connection.commit();
                assertThat(woken).isEmpty();

                joined.committed();
                joined.committed();
            }

            assertThat(woken).containsExactly("first", "second");
        }

        @Test
        void anActionMayStartAUnitOfWorkOfItsOwnAndMayFail() throws SQLException {
            try (Connection connection = begin();
                    HostTransactions.Joined joined = hosts.join(connection)) {
                store.joining(unit -> {
                    unit.afterCommit(() -> {
                        take("from an action");
                        throw new IllegalStateException("on purpose");
                    });
                    return true;
                });
                wakeAfterCommit("second");
                connection.commit();
                joined.committed();
                assertThat(jobs()).isOne();
            }

            assertThat(woken).containsExactly("second");
        }

        @Test
        void aUnitOfWorkThatThrowsLeavesNothingInWhatTheHostCommits() throws SQLException {
            try (Connection connection = begin();
                    HostTransactions.Joined joined = hosts.join(connection)) {
                execute(connection, "insert into orders values (1)");
                take("kept");
                assertThatThrownBy(() -> store.joining(unit -> {
                            unit.jobs().take("dropped", HOUR);
                            unit.afterCommit(() -> woken.add("never"));
                            throw new IllegalStateException("on purpose");
                        }))
                        .hasMessage("on purpose");
                execute(connection, "insert into orders values (2)");
                connection.commit();
                joined.committed();
            }

            assertThat(jobs()).isOne();
            assertThat(orders()).isEqualTo(2);
            assertThat(woken).isEmpty();
        }

        @Test
        void theHostGoesOnAfterAFailureOfTheStore() throws SQLException {
            try (Connection connection = begin();
                    HostTransactions.Joined joined = hosts.join(connection)) {
                execute(connection, "insert into orders values (1)");
                assertThatThrownBy(() -> store.joining(unit -> {
                            unit.jobs().take("dropped", HOUR);
                            AuditEvent event = AuditEvent.of(unit.now(), AuditAction.DRIFT_SCANNED, Actor.SYSTEM);
                            unit.audit().append(List.of(event));
                            unit.audit().append(List.of(event));
                            return unit;
                        }))
                        .isInstanceOf(StoreException.class);
                take("kept");
                connection.commit();
                joined.committed();
            }

            assertThat(jobs()).isOne();
            assertThat(orders()).isOne();
        }

        @Test
        void aUnitOfWorkInsideAnotherOneIsUndoneAlone() throws SQLException {
            try (Connection connection = begin();
                    HostTransactions.Joined joined = hosts.join(connection)) {
                store.joining(outer -> {
                    outer.jobs().take("outer", HOUR);
                    assertThatThrownBy(() -> store.joining(inner -> {
                                inner.jobs().take("inner", HOUR);
                                throw new IllegalStateException("on purpose");
                            }))
                            .hasMessage("on purpose");
                    return joined;
                });
                connection.commit();
            }

            assertThat(jobs()).isOne();
        }

        @Test
        void whatIsDoneSeparatelyStaysThoughTheHostRollsBack() throws SQLException {
            try (Connection connection = begin();
                    HostTransactions.Joined joined = hosts.join(connection)) {
                execute(connection, "insert into orders values (1)");
                store.separately(unit -> {
                    unit.afterCommit(() -> woken.add("at once"));
                    return unit.jobs().take("scan", HOUR);
                });
                assertThat(woken).containsExactly("at once");
                assertThat(joined.connection().getAutoCommit()).isFalse();
                connection.rollback();
            }

            assertThat(jobs()).isOne();
            assertThat(orders()).isZero();
        }

        @Test
        void otherThreadsAndLaterCallsDoNotJoin() throws SQLException {
            try (Connection connection = begin()) {
                try (HostTransactions.Joined joined = hosts.join(connection)) {
                    assertThat(CompletableFuture.supplyAsync(() -> take("elsewhere"))
                                    .join())
                            .isTrue();
                    assertThat(joined.connection()).isSameAs(connection);
                }
                take("later");
                connection.rollback();
            }

            assertThat(jobs()).isEqualTo(2);
        }

        @Test
        void aConnectionInAutoCommitModeCannotBeJoined() throws SQLException {
            try (Connection connection = test.dataSource().getConnection()) {
                assertThatIllegalArgumentException().isThrownBy(() -> hosts.join(connection));
                assertThat(take("scan")).isTrue();
            }
        }

        @Test
        void oneThreadJoinsOneTransactionAtATime() throws SQLException {
            try (Connection connection = begin();
                    HostTransactions.Joined joined = hosts.join(connection)) {
                assertThatIllegalStateException().isThrownBy(() -> hosts.join(joined.connection()));
                connection.rollback();
            }
        }

        @Test
        void aClosedBlockHearsOfNoCommitAndEndsNoOther() throws SQLException {
            try (Connection connection = begin()) {
                HostTransactions.Joined first = hosts.join(connection);
                first.close();
                assertThatIllegalStateException().isThrownBy(first::committed);
                try (HostTransactions.Joined second = hosts.join(connection)) {
                    first.close();
                    take("scan");
                    assertThat(jobs()).isZero();
                    assertThat(second.connection()).isSameAs(connection);
                }
                connection.rollback();
            }
        }

        @Test
        void theHostsSettingsStayAsTheyAre() throws SQLException {
            try (Connection connection = begin()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                try (HostTransactions.Joined joined = hosts.join(connection)) {
                    take("scan");
                    assertThat(joined.connection().getAutoCommit()).isFalse();
                    assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
                    if (database == Database.POSTGRESQL) {
                        assertThat(text(connection, "show statement_timeout")).isEqualTo("0");
                        assertThat(text(connection, "show transaction_isolation"))
                                .isEqualTo("serializable");
                    }
                }
                connection.rollback();
            }
        }

        private Connection begin() throws SQLException {
            Connection connection = test.dataSource().getConnection();
            connection.setAutoCommit(false);
            return connection;
        }

        private boolean take(String job) {
            return store.<Boolean>joining(unit -> unit.jobs().take(job, HOUR));
        }

        private void wakeAfterCommit(String what) {
            store.joining(unit -> {
                unit.afterCommit(() -> woken.add(what));
                return true;
            });
        }

        private static void execute(Connection connection, String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        private static String text(Connection connection, String sql) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet results = statement.executeQuery(sql)) {
                results.next();
                return results.getString(1);
            }
        }

        private long jobs() {
            return test.number("select count(*) from jit_job");
        }

        private long orders() {
            return test.number("select count(*) from orders");
        }
    }
}
