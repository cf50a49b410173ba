package io.jitaccess.notify;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.id.AuditEventId;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.Notification;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Notifications to deliver. */
final class Events {

    static final UUID ID = UUID.fromString("5e0f3d2c-8a34-4d0f-9f61-0d8a4c7b1e22");
    static final UUID REQUEST = UUID.fromString("0b9c2f5e-3c1d-4d8e-a7f6-1f2e3d4c5b6a");
    static final UUID GRANT = UUID.fromString("f1e2d3c4-b5a6-4978-8f6e-5d4c3b2a1908");
    static final Instant AT = Instant.parse("2026-11-23T09:30:00.123456Z");

    private Events() {}

    /** A grant of Ada's became active, as Grace knows and the group of administrators. */
    static Notification active(Map<String, String> details) {
        AuditEvent event = new AuditEvent(
                new AuditEventId(ID),
                AT,
                AuditAction.GRANT_ACTIVE,
                Actor.of(new IdentityId("system")),
                Optional.of(new IdentityId("ada")),
                Optional.of(new RequestId(REQUEST)),
                Optional.of(new GrantId(GRANT)),
                Optional.empty(),
                new TreeMap<>(details));
        return new Notification(
                event, Set.of(new IdentityId("ada"), new IdentityId("grace")), Set.of(new GroupId("dba")));
    }
}
