package io.jitaccess.spi.store;

import io.jitaccess.audit.AuditEvent;
import java.util.List;

/** The record: append only. There is no way to change or delete an event. */
public interface AuditLog {

    void append(List<AuditEvent> events);

    /** Newest first, by instant and id. */
    Page<AuditEvent> page(AuditQuery query, PageRequest page);
}
