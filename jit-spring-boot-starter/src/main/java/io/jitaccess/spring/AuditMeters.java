package io.jitaccess.spring;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.spi.AuditSink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts what this node recorded, by action. */
final class AuditMeters implements AuditSink {

    private final Map<AuditAction, Counter> counters = new EnumMap<>(AuditAction.class);

    AuditMeters(MeterRegistry registry) {
        for (AuditAction action : AuditAction.values()) {
            counters.put(
                    action,
                    Counter.builder("jit.audit.events")
                            .description("Audit events that this node recorded")
                            .tag("action", action.name())
                            .register(registry));
        }
    }

    @Override
    public void recorded(AuditEvent event) {
        Objects.requireNonNull(counters.get(event.action())).increment();
    }
}
