package io.jitaccess.jdbc;

import io.jitaccess.identity.Actor;
import io.jitaccess.identity.IdentityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads columns of the row at which a result set stands. */
final class Row {

    /** Makes one value of one row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    String text(String column) throws SQLException {
        return results.getString(column);
    }

    Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(results.getString(column));
    }

    /** An identity, or the library itself where there is none. */
    Actor actor(String column) throws SQLException {
        return new Actor(optionalText(column).map(IdentityId::new));
    }

    UUID uuid(String column) throws SQLException {
        return results.getObject(column, UUID.class);
    }

    Optional<UUID> optionalUuid(String column) throws SQLException {
        return Optional.ofNullable(results.getObject(column, UUID.class));
    }

    Instant instant(String column) throws SQLException {
        return results.getObject(column, OffsetDateTime.class).toInstant();
    }

    Optional<Instant> optionalInstant(String column) throws SQLException {
        return Optional.ofNullable(results.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    long number(String column) throws SQLException {
        return results.getLong(column);
    }

    int smallNumber(String column) throws SQLException {
        return results.getInt(column);
    }

    boolean flag(String column) throws SQLException {
        return results.getBoolean(column);
    }

    <E extends Enum<E>> E constant(String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, results.getString(column));
    }

    <E extends Enum<E>> Optional<E> optionalConstant(String column, Class<E> type) throws SQLException {
        return optionalText(column).map(name -> Enum.valueOf(type, name));
    }

    <T> Set<T> set(String column, Function<String, T> value) throws SQLException {
        return Arrays.stream((Object[]) results.getArray(column).getArray())
                .map(text -> value.apply((String) text))
                .collect(Collectors.toUnmodifiableSet());
    }
}
