package io.jitaccess.examples.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One open transaction with the time that is left for it. */
final class Tx {

    /** Reads the row that the result stands on. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final long begun = System.nanoTime();
    private final Duration longest;

    Tx(Connection connection, Duration longest) {
        this.connection = connection;
        this.longest = longest;
    }

    /** Runs a statement that takes no parameters; names and values in it went through {@link Sql}. */
    void run(String sql) throws SQLException {
        inTime();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    <T> List<T> rows(String sql, Row<T> row, Object... values) throws SQLException {
        inTime();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(
                        i + 1,
                        values[i] instanceof String[] texts ? connection.createArrayOf("text", texts) : values[i]);
            }
            List<T> found = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    found.add(row.read(result));
                }
            }
            return found;
        }
    }

    <T> Optional<T> first(String sql, Row<T> row, Object... values) throws SQLException {
        return rows(sql, row, values).stream().findFirst();
    }

    /**
     * Runs a statement, unless something depends on what it is about, somebody holds that locked, or the right is lacking.
     *
     * @return whether it was done; if not, the transaction goes on as if it had not been tried
     */
    boolean attempt(String sql) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            run(sql);
            return true;
        } catch (SQLException e) {
            if (!Faults.isInTheWay(e)) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    void inTime() throws SQLTimeoutException {
        if (System.nanoTime() - begun > longest.toNanos()) {
            throw new SQLTimeoutException("the transaction took longer than " + longest, Faults.CANCELLED);
        }
    }
}
