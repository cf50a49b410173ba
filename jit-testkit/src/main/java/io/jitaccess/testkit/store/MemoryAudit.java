package io.jitaccess.testkit.store;

import io.jitaccess.audit.AuditEvent;
import io.jitaccess.spi.store.AuditLog;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.Page;
import io.jitaccess.spi.store.PageRequest;
import java.util.List;
import java.util.Optional;

final class MemoryAudit implements AuditLog {

    private final MemoryTables tables;

    MemoryAudit(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public void append(List<AuditEvent> events) {
        events.forEach(event -> {
            if (tables.audit.get(event.id()).isPresent()) {
                throw tables.refused("audit event " + event.id() + " exists");
            }
            tables.audit.put(event.id(), event);
        });
    }

    @Override
    public Page<AuditEvent> page(AuditQuery query, PageRequest page) {
        return Cursors.page(
                tables.audit.stream().filter(event -> matches(query, event)),
                event -> new Cursors.Place(event.at(), event.id().toString()),
                page);
    }

    private static boolean matches(AuditQuery query, AuditEvent event) {
        return (query.actions().isEmpty() || query.actions().contains(event.action()))
                && isAsked(query.actor(), event.actor().identity())
                && isAsked(query.subject(), event.subject())
                && isAsked(query.request(), event.request())
                && isAsked(query.grant(), event.grant())
                && isAsked(query.assignment(), event.assignment())
                && query.from().map(from -> !event.at().isBefore(from)).orElse(true)
                && query.to().map(event.at()::isBefore).orElse(true);
    }

    private static <T> boolean isAsked(Optional<T> asked, Optional<T> actual) {
        return asked.isEmpty() || asked.equals(actual);
    }
}
