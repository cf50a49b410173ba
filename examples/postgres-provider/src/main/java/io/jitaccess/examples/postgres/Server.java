package io.jitaccess.examples.postgres;

import io.jitaccess.spi.ChangeOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Runs transactions as the administrator, each in bounded time and tried once. The time is bounded on both sides: here
 * before each statement and by the socket's time-out, at the server by its own, so that what was given up here does not
 * take effect there later.
 */
final class Server {

    /** How long one call may take, connecting included. */
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

    /**
     * After that nothing of a call can take effect any more: a commit that the network delays finds its transaction ended
     * by the server. It would not hold where a commit waits longer than that for a synchronous standby.
     */
    static final Duration EFFECT_HORIZON = Duration.ofSeconds(30);

    /** After that no further statement, and no commit, is sent: with connecting and one wait for an answer it makes 19. */
    private static final Duration TRANSACTION = Duration.ofSeconds(6);

    private static final Duration SOCKET = Duration.ofSeconds(8);

    /** Memberships with options of their own came with 16. */
    private static final int OLDEST_MAJOR = 16;

    private static final String BEGIN = """
            select set_config('search_path', 'pg_catalog', true), set_config('statement_timeout', '5s', true),
                   set_config('lock_timeout', '2s', true),
                   set_config('idle_in_transaction_session_timeout', '5s', true),
                   set_config('createrole_self_grant', '', true),
                   (select set_config(name, '10s', true) from pg_settings where name = 'transaction_timeout'),
                   (select set_config('transaction_read_only', 'on', true) where ?), pg_is_in_recovery() as standby
            """;

    /** What is done in one transaction. */
    interface Work<T> {
        T in(Tx tx) throws SQLException;
    }

    /** The server may or may not have committed. */
    static final class UnansweredException extends Exception {
        private static final long serialVersionUID = 1L;

        UnansweredException(SQLException cause) {
            super(cause);
        }

        String fault() {
            return getCause() instanceof SQLException cause
                    ? "the server did not answer the commit: " + Faults.say(cause)
                    : "the server did not answer the commit";
        }
    }

    private final DataSource admin;

    Server(DataSource admin) {
        this.admin = admin;
    }

    /**
     * Reads.
     *
     * @throws SQLException when it could not
     */
    <T> T read(Work<T> work) throws SQLException {
        try (Connection connection = admin.getConnection()) {
            return bounded(connection, work, false);
        } catch (UnansweredException e) {
            throw new AssertionError("reads are not committed", e);
        }
    }

    /**
     * Writes, wholly or not at all.
     *
     * @throws SQLException when it certainly had no effect and will have none
     * @throws UnansweredException when that is not certain
     */
    <T> T write(Work<T> work) throws SQLException, UnansweredException {
        try (Connection connection = admin.getConnection()) {
            return bounded(connection, work, true);
        }
    }

    /** Makes a change; what the work answers counts once it is committed. */
    ChangeOutcome change(Work<ChangeOutcome> work) {
        try {
            return write(work);
        } catch (UnansweredException e) {
            return ChangeOutcome.unknown(e.fault());
        } catch (SQLException e) {
            return Faults.withoutEffect(e);
        }
    }

    private static <T> T bounded(Connection connection, Work<T> work, boolean writes)
            throws SQLException, UnansweredException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        if (major < OLDEST_MAJOR) {
            throw new SQLException("PostgreSQL " + OLDEST_MAJOR + " or later is needed, not " + major, "0A000");
        }
        boolean autoCommit = connection.getAutoCommit();
        int networkTimeout = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, (int) SOCKET.toMillis());
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            Tx tx = new Tx(connection, TRANSACTION);
            boolean standby =
                    tx.first(BEGIN, row -> row.getBoolean("standby"), !writes).orElseThrow();
            if (standby) {
                throw new SQLException("this is a standby, whose answers may be old", "25006");
            }
            T done = work.in(tx);
            if (writes) {
                tx.inTime();
                commit(connection);
                committed = true;
            }
            return done;
        } finally {
            release(connection, committed, autoCommit, networkTimeout);
        }
    }

    private static void commit(Connection connection) throws SQLException, UnansweredException {
        try {
            connection.commit();
        } catch (SQLException e) {
            if (Faults.isRolledBack(e)) {
                throw e;
            }
            throw new UnansweredException(e);
        }
    }

    /** Gives the connection back as it came. What fails here changes nothing about what was done. */
    private static void release(Connection connection, boolean committed, boolean autoCommit, int networkTimeout) {
        try {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(autoCommit);
            connection.setNetworkTimeout(Runnable::run, networkTimeout);
        } catch (SQLException e) {
            abandon(connection);
        }
    }

    private static void abandon(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // it is of no use any more either way, and the server rolls back what it loses
        }
    }
}
