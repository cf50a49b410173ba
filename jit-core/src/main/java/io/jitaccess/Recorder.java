package io.jitaccess;

import io.jitaccess.audit.AuditEvent;
import io.jitaccess.id.AuditEventId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.AuditSink;
import io.jitaccess.spi.Channel;
import io.jitaccess.spi.Notification;
import io.jitaccess.spi.store.UnitOfWork;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes audit events in the transaction of their change, and with them the notifications that channels want. */
final class Recorder {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private final List<Channel> channels;
    private final List<AuditSink> sinks;
    private final Runnable courier;
    private final AtomicInteger sequence = new AtomicInteger();

    Recorder(List<Channel> channels, List<AuditSink> sinks, Runnable courier) {
        this.channels = List.copyOf(channels);
        this.sinks = List.copyOf(sinks);
        this.courier = courier;
    }

    void record(UnitOfWork unit, List<AuditEvent> events) {
        record(unit, events, Set.of(), Set.of());
    }

    void record(UnitOfWork unit, AuditEvent event) {
        record(unit, List.of(event), Set.of(), Set.of());
    }

    /** Records; tells the subject and actor of each event, and these approvers. */
    void record(UnitOfWork unit, List<AuditEvent> told, Set<IdentityId> approvers, Set<GroupId> approverGroups) {
        if (told.isEmpty()) {
            return;
        }
        List<AuditEvent> events = told.stream()
                .map(event -> event.withId(AuditEventId.ordered(event.at(), sequence.getAndIncrement())))
                .toList();
        unit.audit().append(events);
        boolean queued = false;
        for (AuditEvent event : events) {
            for (Channel channel : channels) {
                if (channel.wants(event.action())) {
                    Set<IdentityId> users = new HashSet<>(approvers);
                    event.subject().ifPresent(users::add);
                    event.actor().identity().ifPresent(users::add);
                    Notification.of(event, users, approverGroups)
                            .forEach(notification -> unit.outbox().enqueue(channel.name(), notification));
                    queued = true;
                }
            }
        }
        if (queued) {
            unit.afterCommit(courier);
        }
        if (!sinks.isEmpty()) {
            unit.afterCommit(() -> events.forEach(this::tell));
        }
    }

    private void tell(AuditEvent event) {
        for (AuditSink sink : sinks) {
            try {
                sink.recorded(event);
            } catch (RuntimeException e) {
                LOG.warn("an audit sink failed on event {}", event.id(), e);
            }
        }
    }
}
