package io.jitaccess.benchmarks;

import io.jitaccess.benchmarks.Picture.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/**
 * One transaction that writes what the library wrote, with other ids, another person and another time, and nothing else:
 * no look at what is there, one statement for each row, the events in one batch.
 */
final class HandWritten {

    private final List<Change> rows;
    private final List<Change> events;

    HandWritten(List<Change> changes) {
        this.rows = changes.stream()
                .filter(change -> !change.table().equals("jit_audit_event"))
                .toList();
        this.events = changes.stream()
                .filter(change -> change.table().equals("jit_audit_event"))
                .toList();
    }

    /** How much one transaction writes. */
    String size() {
        return rows.size() + " rows, " + events.size() + " events";
    }

    /**
     * Whose it is this time.
     *
     * @param ids from the ids of the picture to others; its own for each event
     * @param later how much later than the picture was taken
     */
    record Instance(UnaryOperator<UUID> ids, String from, String person, Duration later) {}

    /** Each access is another one. */
    private static byte[] someHash() {
        byte[] hash = new byte[32];
        ThreadLocalRandom.current().nextBytes(hash);
        return hash;
    }

    static Duration laterThan(Instant picture) {
        return Duration.between(picture, java.time.Clock.systemUTC().instant());
    }

    void run(Connection connection, Instance instance) throws SQLException {
        for (Change change : rows) {
            try (PreparedStatement statement = connection.prepareStatement(change.sql())) {
                set(statement, change, instance);
                if (statement.executeUpdate() != 1) {
                    throw new IllegalStateException("nothing was written: " + change.sql());
                }
            }
        }
        if (!events.isEmpty()) {
            try (PreparedStatement statement =
                    connection.prepareStatement(events.get(0).sql())) {
                for (Change event : events) {
                    set(statement, event, instance);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
        connection.commit();
    }

    private static void set(PreparedStatement statement, Change change, Instance instance) throws SQLException {
        int at = 1;
        for (Map.Entry<String, Object> value : change.values().entrySet()) {
            set(statement, at++, value, instance);
        }
        for (Map.Entry<String, Object> value : change.key().entrySet()) {
            set(statement, at++, value, instance);
        }
    }

    private static void set(PreparedStatement statement, int at, Map.Entry<String, Object> column, Instance instance)
            throws SQLException {
        Object value = column.getValue();
        if (value instanceof UUID id) {
            statement.setObject(at, instance.ids().apply(id));
        } else if (value instanceof Timestamp time) {
            statement.setTimestamp(at, Timestamp.from(time.toInstant().plus(instance.later())));
        } else if (value instanceof String text) {
            statement.setString(at, text.equals(instance.from()) ? instance.person() : text);
        } else if (value instanceof List<?> texts) {
            statement.setArray(at, statement.getConnection().createArrayOf("text", texts.toArray()));
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(at, column.getKey().equals("access_hash") ? someHash() : bytes);
        } else if (value == Picture.None.NULL) {
            statement.setNull(at, java.sql.Types.NULL);
        } else {
            statement.setObject(at, value);
        }
    }
}
