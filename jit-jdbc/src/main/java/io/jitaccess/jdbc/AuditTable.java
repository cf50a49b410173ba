package io.jitaccess.jdbc;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.AuditEventId;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.store.AuditLog;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.StoreCodec;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;

/** {@code jit_audit_event}; the database refuses to change or delete its rows. */
final class AuditTable implements AuditLog {

    private static final Inserts<AuditEvent> INSERTS = new Inserts<>(
            "jit_audit_event",
            List.of(
                    new Column<>("id", "uuid", event -> event.id().value()),
                    new Column<>("occurred_at", "timestamptz", AuditEvent::at),
                    new Column<>("action", "text", AuditEvent::action),
                    new Column<>(
                            "actor", "text", event -> event.actor().identity().map(IdentityId::value)),
                    new Column<>("subject", "text", event -> event.subject().map(IdentityId::value)),
                    new Column<>("request_id", "uuid", event -> event.request().map(RequestId::value)),
                    new Column<>("grant_id", "uuid", event -> event.grant().map(GrantId::value)),
                    new Column<>(
                            "assignment_id", "uuid", event -> event.assignment().map(AssignmentId::value)),
                    new Column<>("details", "text", event -> StoreCodec.texts(event.details()))));

    private final Sql sql;

    AuditTable(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void append(List<AuditEvent> events) {
        sql.gather(INSERTS, events);
    }

    @Override
    public Page<AuditEvent> page(AuditQuery query, PageRequest page) {
        return Cursor.page(
                page,
                where(query),
                "occurred_at",
                where -> sql.list(
                        AuditTable::read,
                        "select * from jit_audit_event" + where.clause()
                                + " order by occurred_at desc, id desc limit ?",
                        where.parameters(page.size() + 1)),
                event -> new Cursor(event.at(), event.id().value()));
    }

    private static Where where(AuditQuery query) {
        Where where = new Where();
        if (query.actions().size() == 1) {
            // whose index has the order of the page
            where.and("action = ?", query.actions().iterator().next());
        } else if (!query.actions().isEmpty()) {
            where.and("action = any(?)", Sql.Values.constants(query.actions()));
        }
        query.actor().ifPresent(id -> where.and("actor = ?", id.value()));
        query.subject().ifPresent(id -> where.and("subject = ?", id.value()));
        query.request().ifPresent(id -> where.and("request_id = ?", id.value()));
        query.grant().ifPresent(id -> where.and("grant_id = ?", id.value()));
        query.assignment().ifPresent(id -> where.and("assignment_id = ?", id.value()));
        query.from().ifPresent(from -> where.and("occurred_at >= ?", from));
        query.to().ifPresent(to -> where.and("occurred_at < ?", to));
        return where;
    }

    static AuditEvent read(Row row) throws SQLException {
        return new AuditEvent(
                new AuditEventId(row.uuid("id")),
                row.instant("occurred_at"),
                row.constant("action", AuditAction.class),
                row.actor("actor"),
                row.optionalText("subject").map(IdentityId::new),
                row.optionalUuid("request_id").map(RequestId::new),
                row.optionalUuid("grant_id").map(GrantId::new),
                row.optionalUuid("assignment_id").map(AssignmentId::new),
                new TreeMap<>(StoreCodec.texts(row.text("details"))));
    }
}
