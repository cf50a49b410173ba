package io.jitaccess.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Where the store's connections come from, and which transaction of the host application it joins. All connections lead
 * to one database. Called by any thread, so implementations are thread-safe.
 */
public interface ConnectionSource {

    /**
     * A connection for a transaction of the store's own, never one that a host transaction uses. The store sets it up,
     * commits or rolls back, sets back what it changed, and closes it.
     */
    Connection open() throws SQLException;

    /** The transaction that the host application has begun on the calling thread and wants joined, if there is one. */
    Optional<HostTransaction> current() throws SQLException;

    /** Transactions of the store's own only. */
    static ConnectionSource of(DataSource dataSource) {
        Objects.requireNonNull(dataSource, "dataSource");
        return new ConnectionSource() {
            @Override
            public Connection open() throws SQLException {
                return dataSource.getConnection();
            }

            @Override
            public Optional<HostTransaction> current() {
                return Optional.empty();
            }
        };
    }

    /** A transaction that the host application begins and ends. Used on the thread that asked for it. */
    interface HostTransaction {

        /**
         * The connection that carries it, with auto-commit off. The store uses a savepoint and rolls back to it when a
         * unit of work fails; it never commits, rolls back the whole, closes, or changes a setting.
         */
        Connection connection() throws SQLException;

        /**
         * Keeps the action until the transaction has committed and then runs it, once, on the committing thread; drops
         * it when the transaction is rolled back. The action throws nothing.
         */
        void afterCommit(Runnable action);
    }
}
