package io.jitaccess.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * For hosts that run their JDBC transactions themselves: what the library does on a thread between {@link #join} and the
 * end of the block is part of the host's transaction.
 *
 * <pre>{@code
 * try (Connection connection = dataSource.getConnection()) {
 *     connection.setAutoCommit(false);
 *     try (HostTransactions.Joined joined = hostTransactions.join(connection)) {
 *         orders.save(connection, order);
 *         jit.requests().create(caller, draft);
 *         connection.commit();
 *         joined.committed();
 *     } catch (RuntimeException | SQLException e) {
 *         connection.rollback();
 *         throw e;
 *     }
 * }
 * }</pre>
 *
 * <p>A host that forgets {@link Joined#committed()} loses only the prompt waking: what it committed is found by the next
 * poll. Thread-safe; one instance serves all threads.
 */
public final class HostTransactions implements ConnectionSource {

    private final DataSource own;

    @SuppressWarnings("ThreadLocalUsage") // two of these in one process must not know of each other
    private final ThreadLocal<@Nullable Joined> current = new ThreadLocal<>();

    /** @param own gives the connections of transactions that are not the host's; to the same database */
    public HostTransactions(DataSource own) {
        this.own = Objects.requireNonNull(own, "own");
    }

    /**
     * Makes the connection's transaction the one that the calling thread's units of work join, until the block is closed.
     *
     * @throws IllegalArgumentException if the connection is in auto-commit mode
     * @throws IllegalStateException if the thread is inside such a block already
     */
    public Joined join(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalArgumentException("a connection in auto-commit mode carries no transaction to join");
        }
        if (current.get() != null) {
            throw new IllegalStateException("this thread has joined a transaction already");
        }
        Joined joined = new Joined(connection);
        current.set(joined);
        return joined;
    }

    @Override
    public Connection open() throws SQLException {
        return own.getConnection();
    }

    @Override
    public Optional<HostTransaction> current() {
        return Optional.ofNullable(current.get());
    }

    /** A block in which the library joins a transaction. Used by the thread that opened it. */
    public final class Joined implements HostTransaction, AutoCloseable {

        private final Connection connection;
        private final List<Runnable> actions = new ArrayList<>();
        private boolean open = true;

        private Joined(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Connection connection() {
            return connection;
        }

        @Override
        public void afterCommit(Runnable action) {
            actions.add(action);
        }

        /** To be called right after a commit: runs what waits for it. May be called again after a further commit. */
        public void committed() {
            if (!open) {
                throw new IllegalStateException("the block is closed, what waited for the commit was dropped");
            }
            List<Runnable> waiting = List.copyOf(actions);
            actions.clear();
            current.remove();
            try {
                waiting.forEach(Runnable::run);
            } finally {
                current.set(this);
            }
        }

        /** Ends the block. What still waits for a commit is dropped. The connection stays as it is. */
        @Override
        public void close() {
            if (open) {
                open = false;
                current.remove();
            }
        }
    }
}
