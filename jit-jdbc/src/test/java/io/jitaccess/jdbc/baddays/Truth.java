package io.jitaccess.jdbc.baddays;

import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What is really there, in a database of its own that the library knows nothing of. Thread-safe. */
public final class Truth {

    static final UUID NO_MARK = new UUID(0, 0);
    static final String OUTSIDER = "outsider";
    private static final Instant NEVER_TOO_LATE = Instant.parse("9999-01-01T00:00:00Z");

    /** One entry that is there. */
    record Entry(
            long id, String kind, String principal, String target, UUID mark, String madeBy, Optional<Instant> until) {}

    /** One change of what was there. */
    record Change(
            Instant at,
            String op,
            long entry,
            String kind,
            String principal,
            String target,
            String madeBy,
            String by,
            Optional<UUID> assignment) {}

    private final DataSource source;

    public Truth(DataSource source) {
        this.source = source;
    }

    /** Makes the tables in an empty database. */
    public void create() {
        try (InputStream script = Truth.class.getResourceAsStream("truth.sql")) {
            if (script == null) {
                throw new IllegalStateException("truth.sql is missing");
            }
            String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            run(sql, rows -> true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Instant time() {
        return one("select clock_timestamp()", rows -> instant(rows, 1)).orElseThrow();
    }

    void tick() {
        run("select tick()", rows -> true);
    }

    /** @param latest after this instant it has no effect any more */
    String assign(AccessRef access, Optional<Instant> until, boolean ours, String node, Optional<Instant> latest) {
        return one(
                        "select make(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        rows -> rows.getString(1),
                        kind(access),
                        access.principal().value(),
                        name(access),
                        mark(access),
                        access.assignment().value(),
                        until.orElse(null),
                        ours,
                        node,
                        latest.orElse(NEVER_TOO_LATE))
                .orElseThrow();
    }

    String revoke(AccessRef access, String node, Optional<Instant> latest) {
        return one(
                        "select take(?, ?, ?, ?, ?, ?)",
                        rows -> rows.getString(1),
                        kind(access),
                        access.principal().value(),
                        name(access),
                        mark(access),
                        node,
                        latest.orElse(NEVER_TOO_LATE))
                .orElseThrow();
    }

    /** Lets a change happen that much later, but not after the instant; no until means a revoke's. */
    void later(
            AccessRef access,
            boolean removes,
            Optional<Instant> until,
            boolean ours,
            String node,
            Duration wait,
            Instant latest) {
        run(
                "insert into late (due_at, latest, removes, kind, principal, target, mark, assignment, until_at, mine,"
                        + " by_whom) values (clock_timestamp() + ? * interval '1 millisecond', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows -> true,
                wait.toMillis(),
                latest,
                removes,
                kind(access),
                access.principal().value(),
                name(access),
                mark(access),
                access.assignment().value(),
                until.orElse(null),
                ours,
                node);
    }

    Optional<Entry> find(AccessRef access) {
        return one(
                "select * from entry where kind = ? and principal = ? and target = ? and mark = ?",
                Truth::entry,
                kind(access),
                access.principal().value(),
                name(access),
                mark(access));
    }

    /** What a reader sees whom not everything has reached yet: empty if it is not there for him, else its end. */
    Optional<Optional<Instant>> findAsOf(AccessRef access, Duration ago) {
        return one(
                        "select op, until_at from history where kind = ? and principal = ? and target = ? and mark = ?"
                                + " and at <= clock_timestamp() - ? * interval '1 millisecond' order by seq desc limit 1",
                        rows -> rows.getString(1).matches("ADD|UPDATE")
                                ? Optional.of(optionalInstant(rows, 2))
                                : Optional.<Optional<Instant>>empty(),
                        kind(access),
                        access.principal().value(),
                        name(access),
                        mark(access),
                        ago.toMillis())
                .flatMap(seen -> seen);
    }

    void issue(AssignmentId assignment, int number, Instant until) {
        run(
                "insert into issued values (?, ?, ?) on conflict (assignment) do update set number = excluded.number,"
                        + " until_at = excluded.until_at",
                rows -> true,
                assignment.value(),
                number,
                until);
    }

    List<Entry> entries() {
        return all("select * from entry order by id", Truth::entry);
    }

    List<Entry> entries(TruthKind kind, long after, int limit) {
        return all(
                "select * from entry where kind = ? and id > ? order by id limit ?",
                Truth::entry,
                kind.id().value(),
                after,
                limit);
    }

    List<Change> history() {
        return all(
                "select * from history order by seq",
                rows -> new Change(
                        rows.getObject("at", OffsetDateTime.class).toInstant(),
                        rows.getString("op"),
                        rows.getLong("entry"),
                        rows.getString("kind"),
                        rows.getString("principal"),
                        rows.getString("target"),
                        rows.getString("made_by"),
                        rows.getString("by_whom"),
                        Optional.ofNullable(rows.getObject("assignment", UUID.class))));
    }

    long waitingEffects() {
        return one("select count(*) from late", rows -> rows.getLong(1)).orElseThrow();
    }

    long entriesOfTheLibrary() {
        return one("select count(*) from entry where made_by = 'library'", rows -> rows.getLong(1))
                .orElseThrow();
    }

    void outsiderAdds(TruthKind kind, String principal, String target) {
        run(
                "select make(?, ?, ?, ?, null, null, false, ?, 'infinity')",
                rows -> true,
                kind.id().value(),
                principal,
                target,
                NO_MARK,
                OUTSIDER);
    }

    void outsiderRemoves(TruthKind kind, String principal, String target) {
        run(
                "select take(?, ?, ?, ?, ?, 'infinity')",
                rows -> true,
                kind.id().value(),
                principal,
                target,
                NO_MARK,
                OUTSIDER);
    }

    private static String kind(AccessRef access) {
        return access.entitlement().kind().value();
    }

    private static String name(AccessRef access) {
        return access.entitlement().attribute("name").orElseThrow();
    }

    private static UUID mark(AccessRef access) {
        return TruthKind.of(access.entitlement().kind()).isMarked()
                ? access.assignment().value()
                : NO_MARK;
    }

    private static Entry entry(ResultSet rows) throws SQLException {
        return new Entry(
                rows.getLong("id"),
                rows.getString("kind"),
                rows.getString("principal"),
                rows.getString("target"),
                rows.getObject("mark", UUID.class),
                rows.getString("made_by"),
                Optional.ofNullable(rows.getObject("until_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Optional<Instant> optionalInstant(ResultSet rows, int column) throws SQLException {
        return Optional.ofNullable(rows.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** Reads one row. */
    interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private <T> Optional<T> one(String sql, Reading<T> reading, @Nullable Object... values) {
        return all(sql, reading, values).stream().findFirst();
    }

    private void run(String sql, Reading<Boolean> reading, @Nullable Object... values) {
        all(sql, reading, values);
    }

    private <T> List<T> all(String sql, Reading<T> reading, @Nullable Object... values) {
        return query(source, sql, reading, values);
    }

    static <T> List<T> query(DataSource source, String sql, Reading<T> reading, @Nullable Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                Object value = values[i];
                statement.setObject(i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
            }
            List<T> found = new ArrayList<>();
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        found.add(reading.read(rows));
                    }
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in " + sql, e);
        }
    }
}
