package io.jitaccess.spi;

import io.jitaccess.audit.AuditEvent;

/**
 * A listener for audit events inside the process, such as metrics: called once on the node that made the change, right
 * after its commit, on the committing thread; memory only. It may miss events when the process dies; the record itself
 * is in the store. What it throws is logged and dropped.
 */
public interface AuditSink {

    void recorded(AuditEvent event);
}
