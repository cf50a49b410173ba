package io.jitaccess.jdbc;

import io.jitaccess.problem.StaleVersionException;
import io.jitaccess.spi.store.StoreException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Statements on the connection of one unit of work. Every parameter is bound. Whatever fails is a {@link StoreException}
 * and is remembered, as the unit of work must not be committed after it.
 *
 * <p>A change whose answer nobody needs at once waits for the next statement that has one, or for {@link #flush()}: what
 * waits goes in one round trip. A failure of it, a stale version too, comes then.
 */
final class Sql {

    private final Connection connection;
    private final Database database;
    private final int timeoutSeconds;
    private final boolean changes;
    private @Nullable Instant now;
    private final WaitingChanges waiting = new WaitingChanges();
    private Optional<StoreException> failure = Optional.empty();

    private Sql(Connection connection, Database database, int timeoutSeconds, boolean changes, @Nullable Instant now) {
        this.connection = connection;
        this.database = database;
        this.timeoutSeconds = timeoutSeconds;
        this.changes = changes;
        this.now = now;
    }

    /**
     * Inside a transaction that began then.
     *
     * @param timeoutSeconds for each statement; 0 where something else bounds them
     */
    static Sql within(Connection connection, Database database, int timeoutSeconds, Instant now) {
        return new Sql(connection, database, timeoutSeconds, true, now);
    }

    /** Outside of transactions, for reading. */
    static Sql reading(Connection connection, Database database, int timeoutSeconds) {
        return new Sql(connection, database, timeoutSeconds, false, null);
    }

    /** The time of the unit of work. */
    Instant now() {
        Instant known = now;
        if (known == null) {
            throw new IllegalStateException("what only reads has no time");
        }
        return known;
    }

    /** Several values as one parameter. */
    @SuppressWarnings("ArrayRecordComponent") // what JDBC takes, made and used in one statement
    record Values(String type, Object[] values) {

        static <T> Values of(String type, Collection<T> values, Function<T, ? extends @Nullable Object> value) {
            Stream<@Nullable Object> elements = values.stream().map(value).map(Sql::element);
            return new Values(type, type.equals("bytea") ? elements.toArray(byte[][]::new) : elements.toArray());
        }

        static <T> Values uuids(Collection<T> ids, Function<T, UUID> value) {
            return of("uuid", ids, value);
        }

        static Values constants(Collection<? extends Enum<?>> constants) {
            return of("text", constants, Enum::name);
        }
    }

    Database database() {
        return database;
    }

    boolean isH2() {
        return database == Database.H2;
    }

    Optional<StoreException> failure() {
        return failure;
    }

    <T> List<T> list(Row.Reader<T> reader, String sql, @Nullable Object... parameters) {
        flush();
        return run(sql, parameters, statement -> {
            List<T> rows = new ArrayList<>();
            try (ResultSet results = statement.executeQuery()) {
                Row row = new Row(results);
                while (results.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        });
    }

    <T> Optional<T> first(Row.Reader<T> reader, String sql, @Nullable Object... parameters) {
        List<T> rows = list(reader, sql, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    long number(String sql, @Nullable Object... parameters) {
        return first(row -> row.number("n"), sql, parameters).orElseThrow();
    }

    /** Returns the number of rows that it changed. */
    int change(String sql, @Nullable Object... parameters) {
        refuseWhereOnlyRead();
        flush();
        return run(sql, parameters, PreparedStatement::executeUpdate);
    }

    /** As {@link #change}, but false if a unique constraint forbids it. Only for H2, which goes on after that. */
    boolean changeUnlessTaken(String sql, @Nullable Object... parameters) {
        refuseWhereOnlyRead();
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate() > 0;
        } catch (SQLException e) {
            if ("23505".equals(e.getSQLState())) {
                return false;
            }
            throw failed(e);
        }
    }

    /**
     * As {@link #change}, sent later. On H2, which has no round trips, at once.
     *
     * @param changed gets the number of rows that it changed, and throws if that is wrong
     */
    void later(IntConsumer changed, String sql, @Nullable Object... parameters) {
        refuseWhereOnlyRead();
        if (isH2()) {
            check(changed, change(sql, parameters));
        } else {
            waiting.add(changed, sql, parameters);
        }
    }

    /** Adds rows that refer to none, together with all others of their table that wait. */
    <T> void gather(Inserts<T> inserts, List<T> rows) {
        refuseWhereOnlyRead();
        if (isH2()) {
            changeEach(inserts.one(), rows.stream().map(inserts::values).toList());
        } else {
            waiting.gather(inserts, rows);
        }
    }

    /** Sends what waits. */
    void flush() {
        List<WaitingChanges.Change> changes = waiting.take();
        if (changes.isEmpty()) {
            return;
        }
        int[] counts = run(WaitingChanges.sql(changes), WaitingChanges.parameters(changes), statement -> {
            int[] changed = new int[changes.size()];
            statement.execute();
            for (int i = 0; i < changed.length; i++) {
                changed[i] = statement.getUpdateCount();
                statement.getMoreResults();
            }
            return changed;
        });
        for (int i = 0; i < counts.length; i++) {
            check(changes.get(i).changed(), counts[i]);
        }
    }

    private void check(IntConsumer changed, int count) {
        try {
            changed.accept(count);
        } catch (StaleVersionException e) {
            remember("a version is stale", e);
            throw e;
        }
    }

    /** One statement with many sets of parameters, in one round trip where the driver can. */
    void changeEach(String sql, List<@Nullable Object[]> parameters) {
        refuseWhereOnlyRead();
        flush();
        if (parameters.isEmpty()) {
            return;
        }
        run(sql, new @Nullable Object[0], statement -> {
            for (@Nullable Object[] set : parameters) {
                bind(statement, set);
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    /**
     * A condition that {@code from ... where t.id = x.id} implies, written so that PostgreSQL finds the rows by their
     * index: not knowing how many rows a common table expression has, it would otherwise read the whole table.
     */
    static String idIn(String expression) {
        return "id = any(array(select id from " + expression + "))";
    }

    private interface Step<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private void refuseWhereOnlyRead() {
        if (!changes) {
            throw new IllegalStateException("this unit of work only reads");
        }
    }

    private <T> T run(String sql, @Nullable Object[] parameters, Step<T> step) {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return step.run(statement);
        } catch (SQLException | RuntimeException e) {
            throw failed(e);
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object[] parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        if (timeoutSeconds > 0) {
            statement.setQueryTimeout(timeoutSeconds);
        }
        bind(statement, parameters);
        return statement;
    }

    /** What the caller throws where rows and what it was given contradict each other. */
    StoreException refused(String why) {
        return remember(why, new IllegalStateException(why));
    }

    private StoreException failed(Exception cause) {
        return remember(
                cause instanceof SQLException sql
                        ? "a statement failed, SQL state " + sql.getSQLState()
                        : "a row holds what this version cannot read",
                cause);
    }

    private StoreException remember(String message, Exception cause) {
        StoreException failed = new StoreException(message, cause, false);
        failure = failure.or(() -> Optional.of(failed));
        return failed;
    }

    private void bind(PreparedStatement statement, @Nullable Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
    }

    private void bind(PreparedStatement statement, int index, @Nullable Object parameter) throws SQLException {
        Object value = parameter instanceof Optional<?> optional ? optional.orElse(null) : parameter;
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof Instant instant) {
            statement.setObject(index, micros(instant).atOffset(ZoneOffset.UTC));
        } else if (value instanceof Enum<?> constant) {
            statement.setString(index, constant.name());
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof Values values) {
            Array array = connection.createArrayOf(values.type(), values.values());
            statement.setArray(index, array);
        } else {
            statement.setObject(index, value);
        }
    }

    /** The form in which an element of an array is bound: PostgreSQL's driver takes instants and constants as text. */
    private static @Nullable Object element(@Nullable Object parameter) {
        Object value = parameter instanceof Optional<?> optional ? optional.orElse(null) : parameter;
        if (value instanceof Instant instant) {
            return micros(instant).toString();
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** As many question marks as there are columns. */
    static String marks(int count) {
        return String.join(", ", Stream.generate(() -> "?").limit(count).toList());
    }
}
