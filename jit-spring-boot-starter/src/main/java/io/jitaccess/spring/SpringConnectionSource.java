package io.jitaccess.spring;

import io.jitaccess.jdbc.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets the store take part in Spring's transactions: a use case called inside {@code @Transactional} commits and rolls
 * back with it. A host with several data sources defines a bean of this type with the one that the library shall use.
 *
 * <p>A transaction is joined where Spring has bound its connection of this data source to the calling thread: those of
 * {@code JdbcTransactionManager}, and of {@code JpaTransactionManager} where its dialect exposes the connection. One of
 * another data source is not joined, nor is one that has ended, as in a listener after the commit. The store also needs
 * connections of its own while a transaction is open, so a pool has at least two. Thread-safe.
 */
public final class SpringConnectionSource implements ConnectionSource {

    private final DataSource dataSource;

    /** @param dataSource the one that the host's transaction manager has */
    public SpringConnectionSource(DataSource dataSource) {
        this.dataSource = raw(Objects.requireNonNull(dataSource, "dataSource"));
    }

    /** The one below a proxy that would hand out the transaction's connection where one of our own is asked for. */
    private static DataSource raw(DataSource given) {
        return given instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null
                ? raw(proxy.getTargetDataSource())
                : given;
    }

    DataSource dataSource() {
        return dataSource;
    }

    @Override
    public Connection open() throws SQLException {
        return dataSource.getConnection();
    }

    @Override
    public Optional<HostTransaction> current() throws SQLException {
        boolean underWay = TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive();
        if (underWay && TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder holder) {
            Connection connection = holder.getConnection();
            // bound within a transaction of another data source, a connection carries no transaction
            return connection.getAutoCommit() ? Optional.empty() : Optional.of(new SpringTransaction(connection));
        }
        return Optional.empty();
    }

    private record SpringTransaction(Connection connection) implements HostTransaction {

        /** At completion, not right after the commit: until then Spring has the ended transaction's connection bound. */
        @Override
        public void afterCommit(Runnable action) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    if (status == STATUS_COMMITTED) {
                        action.run();
                    }
                }
            });
        }
    }
}
