package io.jitaccess.jdbc;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.Notification;
import io.jitaccess.spi.store.OutboxStore;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code jit_outbox}: who is told of which event of {@code jit_audit_event}. */
final class OutboxTable implements OutboxStore {

    private static final int LONGEST_ERROR = 500;
    private static final String ENTRY =
            "select o.id as entry_id, o.channel, o.attempts, o.part, o.to_users, o.to_groups, e.* from ";
    private static final String EVENT =
            " o join jit_audit_event e on e.occurred_at = o.occurred_at and e.id = o.event_id";

    private final Sql sql;

    OutboxTable(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void enqueue(String channel, Notification notification) {
        sql.later(
                added -> {},
                "insert into jit_outbox (id, channel, event_id, occurred_at, part, to_users, to_groups, attempts, due_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, 0, ?)",
                UUID.randomUUID(),
                channel,
                notification.event().id().value(),
                notification.event().at(),
                notification.part(),
                Sql.Values.of("text", notification.toUsers(), IdentityId::value),
                Sql.Values.of("text", notification.toGroups(), GroupId::value),
                sql.now());
    }

    @Override
    public List<Entry> lease(String channel, int limit, Duration lease) {
        if (sql.isH2()) {
            return leaseOneByOne(channel, limit, lease);
        }
        return sql.list(
                OutboxTable::read,
                "with taken as materialized (select id from jit_outbox where channel = ? and ready_at <= ?"
                        + " order by number limit ? for update skip locked), leased as (update jit_outbox u"
                        + " set lease_until = ? from taken t where u.id = t.id and u." + Sql.idIn("taken")
                        + " returning u.*) "
                        + ENTRY + "leased" + EVENT + " order by o.number",
                channel,
                sql.now(),
                limit,
                sql.now().plus(lease));
    }

    private List<Entry> leaseOneByOne(String channel, int limit, Duration lease) {
        return H2Rows.lockable(
                        sql, "jit_outbox where channel = ? and ready_at <= ?", "number", limit, channel, sql.now())
                .stream()
                .map(id -> {
                    sql.change(
                            "update jit_outbox set lease_until = ? where id = ?",
                            sql.now().plus(lease),
                            id);
                    return sql.first(OutboxTable::read, ENTRY + "jit_outbox" + EVENT + " where o.id = ?", id)
                            .orElseThrow(() -> sql.refused("the event of outbox entry " + id + " is missing"));
                })
                .toList();
    }

    @Override
    public void delivered(List<UUID> entries) {
        sql.change("delete from jit_outbox where id = any(?)", Sql.Values.uuids(entries, id -> id));
    }

    @Override
    public void failed(UUID entry, String error, Instant nextAttemptAt) {
        sql.change(
                "update jit_outbox set attempts = attempts + 1, last_error = ?, due_at = ?, lease_until = null"
                        + " where id = ?",
                storable(error),
                nextAttemptAt,
                entry);
    }

    @Override
    public void release(List<UUID> entries) {
        sql.change("update jit_outbox set lease_until = null where id = any(?)", Sql.Values.uuids(entries, id -> id));
    }

    /** Foreign text: PostgreSQL refuses NUL and half a surrogate pair. */
    private static String storable(String error) {
        StringBuilder clean = new StringBuilder();
        error.codePoints()
                .limit(LONGEST_ERROR)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    @Override
    public Optional<Instant> nextDue(String channel) {
        return sql.first(
                row -> row.instant("ready_at"),
                "select ready_at from jit_outbox where channel = ? order by ready_at limit 1",
                channel);
    }

    @Override
    public long waiting(String channel, long atMost) {
        return sql.number(
                "select count(*) as n from (select 1 from jit_outbox where channel = ? limit ?) as found",
                channel,
                atMost);
    }

    private static Entry read(Row row) throws SQLException {
        return new Entry(
                row.uuid("entry_id"),
                row.text("channel"),
                new Notification(
                        AuditTable.read(row),
                        row.smallNumber("part"),
                        row.set("to_users", IdentityId::new),
                        row.set("to_groups", GroupId::new)),
                row.smallNumber("attempts"));
    }
}
