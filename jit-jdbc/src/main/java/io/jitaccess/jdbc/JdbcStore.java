package io.jitaccess.jdbc;

import io.jitaccess.jdbc.ConnectionSource.HostTransaction;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The store on PostgreSQL or H2. Its tables are made by {@link JdbcSchema}, in the schema in which its connections find
 * tables without a name. Thread-safe; holds no connection between units of work.
 *
 * <p>Transactions of its own are read committed, and their connections are given back as they were. In a host's
 * transaction it works under a savepoint, so that a unit of work that fails leaves nothing in what the host commits.
 * {@link StoreException#isOutcomeUnknown()} is true only where the commit itself got no answer.
 */
public final class JdbcStore implements Store {

    private final ConnectionSource connections;
    private final Transactions transactions;

    private JdbcStore(ConnectionSource connections, Beginning beginning) {
        this.connections = connections;
        this.transactions = new Transactions(connections, beginning);
    }

    /** A store that joins no transaction of the host. */
    public static Builder builder(DataSource dataSource) {
        return new Builder(ConnectionSource.of(dataSource));
    }

    public static Builder builder(ConnectionSource connections) {
        return new Builder(connections);
    }

    @Override
    public <T> T joining(Work<T> work) {
        Optional<HostTransaction> host;
        try {
            host = connections.current();
        } catch (SQLException e) {
            throw new StoreException("the host's transaction is not to be had", e, false);
        }
        return host.isPresent() ? transactions.joined(host.get(), work) : transactions.own(true, work);
    }

    @Override
    public <T> T separately(Work<T> work) {
        return transactions.own(true, work);
    }

    @Override
    public <T> T leasing(Work<T> work) {
        return transactions.own(false, work);
    }

    @Override
    public <T> T reading(Work<T> work) {
        return transactions.reading(work);
    }

    /** Not thread-safe. */
    public static final class Builder {

        private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

        private final ConnectionSource connections;
        private Duration statementTimeout = Duration.ofSeconds(30);
        private Supplier<Duration> timeOffset = () -> Duration.ZERO;
        private boolean verifying = true;

        private Builder(ConnectionSource connections) {
            this.connections = Objects.requireNonNull(connections, "connections");
        }

        /**
         * How long a statement may take, waiting for locks included; 30 seconds unless set. As long may a transaction of
         * the store's own wait for its next statement: a node that stands still in the middle of one loses it then, with
         * its connection, and the others get its locks. In a host's transaction the bound of a statement is rounded up to
         * seconds, and how long it may rest is the host's to say. On H2 the database's own {@code QUERY_TIMEOUT} and
         * {@code LOCK_TIMEOUT} hold instead.
         *
         * @param timeout 1 millisecond to 1 hour
         */
        public Builder statementTimeout(Duration timeout) {
            if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
                throw new IllegalArgumentException("a statement timeout is 1 millisecond to 1 hour, not " + timeout);
            }
            this.statementTimeout = timeout;
            return this;
        }

        /** For tests: what is added to the database's time. Asked at the start of each unit of work, by its thread. */
        public Builder timeOffset(Supplier<Duration> offset) {
            this.timeOffset = Objects.requireNonNull(offset, "offset");
            return this;
        }

        /** Does not look at the schema: for hosts that check it themselves. What is missing fails when it is first used. */
        public Builder schemaUnchecked() {
            this.verifying = false;
            return this;
        }

        /**
         * Finds out which database it is and whether its tables are the ones that this version needs.
         *
         * @throws IllegalStateException if they are not, naming what is missing or different
         * @throws IllegalArgumentException if it is another database than {@link Database} names
         * @throws StoreException if it cannot be reached
         */
        public JdbcStore build() {
            try (Connection connection = connections.open()) {
                Database database = Database.of(connection);
                if (verifying) {
                    Schema.verify(connection, database);
                }
                return new JdbcStore(connections, new Beginning(database, statementTimeout, timeOffset));
            } catch (SQLException e) {
                throw new StoreException("the database cannot be looked at, SQL state " + e.getSQLState(), e, false);
            }
        }
    }
}
