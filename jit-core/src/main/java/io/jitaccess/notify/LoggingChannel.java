package io.jitaccess.notify;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.spi.Channel;
import io.jitaccess.spi.Notification;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each event to the log, at level INFO, as one line: the word {@code event} and the event as JSON in printable
 * ASCII. Whatever else somebody put into an event is escaped, so that it can neither begin a line nor pass for another
 * field. Never fails. Thread-safe.
 */
public final class LoggingChannel implements Channel {

    private static final Logger LOG = LoggerFactory.getLogger(LoggingChannel.class);

    private final Set<AuditAction> actions;

    /** Writes every event, also those of actions that later versions add. */
    public LoggingChannel() {
        this(Set.of());
    }

    /** @param actions what is written; empty for everything */
    public LoggingChannel(Set<AuditAction> actions) {
        this.actions = Set.copyOf(actions);
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public boolean wants(AuditAction action) {
        return actions.isEmpty() || actions.contains(action);
    }

    @Override
    public Delivery deliver(Notification notification) {
        // a line names no recipients: the first notification of an event says it all
        if (notification.part() > 1) {
            return Delivery.delivered();
        }
        LOG.info("event {}", EventJson.line(notification.event()));
        return Delivery.delivered();
    }
}
