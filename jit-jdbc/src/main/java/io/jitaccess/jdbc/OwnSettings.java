package io.jitaccess.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a connection was like before a transaction of the store's own changed it. */
record OwnSettings(boolean autoCommit, int isolation) {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);

    /** Read committed, without auto-commit. PostgreSQL is told the isolation with the transaction's first statement. */
    static OwnSettings apply(Connection connection, Database database) throws SQLException {
        OwnSettings before = new OwnSettings(
                connection.getAutoCommit(),
                database == Database.H2 ? connection.getTransactionIsolation() : Connection.TRANSACTION_READ_COMMITTED);
        if (before.isolation != Connection.TRANSACTION_READ_COMMITTED) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        if (before.autoCommit) {
            connection.setAutoCommit(false);
        }
        return before;
    }

    void restore(Connection connection) {
        try {
            if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
                connection.setTransactionIsolation(isolation);
            }
            if (autoCommit) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            LOG.warn("a connection could not be set back, SQL state {}", e.getSQLState());
        }
    }
}
