package io.jitaccess.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** How a unit of work begins: what its transaction is to be like, and its time, in one round trip on PostgreSQL. */
record Beginning(Database database, Duration statementTimeout, Supplier<Duration> timeOffset) {

    /**
     * Begins a transaction of the store's own and returns the unit's time.
     *
     * @param durable whether its commit waits until it cannot be lost in a crash of the database
     */
    Instant own(Connection connection, boolean durable) throws SQLException {
        return switch (database) {
            case POSTGRESQL ->
                time(
                        connection,
                        "set transaction isolation level read committed read write; set local statement_timeout = "
                                + statementTimeout.toMillis()
                                // a node that stands still keeps its locks from the others no longer than this
                                + "; set local idle_in_transaction_session_timeout = " + statementTimeout.toMillis()
                                + (durable ? "" : "; set local synchronous_commit = off")
                                + "; select clock_timestamp()");
            case H2 -> time(connection, "select current_timestamp");
        };
    }

    /** Sets a savepoint in the host's transaction and returns the unit's time. */
    Instant joined(Connection connection, String savepoint) throws SQLException {
        if (database == Database.POSTGRESQL) {
            return time(connection, "savepoint " + savepoint + "; select clock_timestamp()");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("savepoint " + savepoint);
        }
        return time(connection, "select current_timestamp");
    }

    /** The bound of each statement elsewhere; 0 for none, as H2 would keep it beyond the statement. */
    int timeoutSeconds() {
        return database == Database.POSTGRESQL
                ? (int) statementTimeout.plusMillis(999).toSeconds()
                : 0;
    }

    private Instant time(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            boolean isResult = statement.execute();
            while (!isResult) {
                isResult = statement.getMoreResults();
            }
            try (ResultSet results = statement.getResultSet()) {
                results.next();
                return results.getObject(1, OffsetDateTime.class)
                        .toInstant()
                        .plus(timeOffset.get())
                        .truncatedTo(ChronoUnit.MICROS);
            }
        }
    }
}
