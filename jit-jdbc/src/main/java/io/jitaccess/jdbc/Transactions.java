package io.jitaccess.jdbc;

import io.jitaccess.jdbc.ConnectionSource.HostTransaction;
import io.jitaccess.spi.store.Store.Work;
import io.jitaccess.spi.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs units of work, each as a whole or not at all. */
final class Transactions {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);

    private final ConnectionSource connections;
    private final Beginning beginning;
    private final AtomicLong savepoints = new AtomicLong();
    private final SuspensionTable.Known suspensions = new SuspensionTable.Known();

    Transactions(ConnectionSource connections, Beginning beginning) {
        this.connections = connections;
        this.beginning = beginning;
    }

    /**
     * In a transaction of its own. The actions run when the connection has been given back.
     *
     * @param durable whether a crash of the database may not lose it
     */
    <T> T own(boolean durable, Work<T> work) {
        Ended<T> ended;
        Connection connection = open();
        try {
            ended = own(connection, durable, work);
        } finally {
            close(connection);
        }
        ended.actions().forEach(Transactions::runAndLog);
        return ended.result();
    }

    /** What a unit of work has left when its transaction was committed. */
    private record Ended<T>(T result, List<Runnable> actions) {}

    private Connection open() {
        try {
            return connections.open();
        } catch (SQLException e) {
            throw new StoreException("no connection", e, false);
        }
    }

    private <T> Ended<T> own(Connection connection, boolean durable, Work<T> work) {
        boolean committed = false;
        try {
            OwnSettings settings = OwnSettings.apply(connection, beginning.database());
            try {
                Instant now = beginning.own(connection, durable);
                Ended<T> ended = run(Sql.within(connection, beginning.database(), 0, now), work);
                commit(connection);
                committed = true;
                return ended;
            } finally {
                if (committed || rollBack(connection)) {
                    settings.restore(connection);
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Each statement by itself, for reading. A connection that is in a transaction already is of no use for that. */
    <T> T reading(Work<T> work) {
        Connection connection = open();
        try {
            if (connection.getAutoCommit()) {
                return run(Sql.reading(connection, beginning.database(), beginning.timeoutSeconds()), work)
                        .result();
            }
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            close(connection);
        }
        return own(true, work);
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new StoreException("the commit failed, SQL state " + e.getSQLState(), e, !isRolledBack(e));
        }
    }

    /** Integrity, transaction state, and conflicts with other transactions are definite; all else leaves it open. */
    private static boolean isRolledBack(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("23") || state.startsWith("25") || (state.startsWith("40") && !state.equals("40003"));
    }

    private <T> Ended<T> run(Sql sql, Work<T> work) {
        JdbcUnit unit = new JdbcUnit(sql, suspensions);
        try {
            T result = work.run(unit);
            sql.flush();
            sql.failure().ifPresent(failure -> {
                throw new StoreException("the work went on after a statement had failed", failure, false);
            });
            return new Ended<>(result, unit.actions());
        } finally {
            unit.close();
        }
    }

    /** As a part of the host's transaction, which keeps nothing of the unit when it fails. */
    <T> T joined(HostTransaction host, Work<T> work) {
        boolean done = false;
        try {
            Connection connection = host.connection();
            String savepoint = "jit_" + savepoints.incrementAndGet();
            Instant now = beginning.joined(connection, savepoint);
            try {
                Sql sql = Sql.within(connection, beginning.database(), beginning.timeoutSeconds(), now);
                Ended<T> ended = run(sql, work);
                execute(connection, "release savepoint " + savepoint);
                done = true;
                ended.actions().forEach(action -> host.afterCommit(() -> runAndLog(action)));
                return ended.result();
            } finally {
                if (!done) {
                    rollBackTo(savepoint, connection);
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Whether the connection is fit for further use. One that is not is cut: to set it back might commit. */
    private static boolean rollBack(Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            LOG.warn("a roll-back failed, SQL state {}: the connection is cut", e.getSQLState());
            abort(connection);
            return false;
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.warn("a connection could not be cut, SQL state {}", e.getSQLState());
        }
    }

    private static void rollBackTo(String savepoint, Connection connection) {
        try {
            execute(connection, "rollback to savepoint " + savepoint);
        } catch (SQLException e) {
            LOG.warn("a roll-back to the savepoint failed, SQL state {}", e.getSQLState());
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("a connection could not be closed, SQL state {}", e.getSQLState());
        }
    }

    private static void runAndLog(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.warn("an action after commit failed", e);
        }
    }

    private static StoreException failed(SQLException e) {
        return new StoreException("the transaction failed, SQL state " + e.getSQLState(), e, false);
    }
}
