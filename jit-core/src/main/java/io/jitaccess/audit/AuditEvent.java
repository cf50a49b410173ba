package io.jitaccess.audit;

import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.AuditEventId;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.internal.Text;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One fact of the record: written in the transaction of the change that it tells of, never changed, never deleted.
 *
 * @param at the unit of work's time
 * @param actor who did it
 * @param subject whose access it is about
 * @param details what else is known, at most 32 short texts; never a secret
 */
public record AuditEvent(
        AuditEventId id,
        Instant at,
        AuditAction action,
        Actor actor,
        Optional<IdentityId> subject,
        Optional<RequestId> request,
        Optional<GrantId> grant,
        Optional<AssignmentId> assignment,
        SortedMap<String, String> details) {

    public AuditEvent(
            AuditEventId id,
            Instant at,
            AuditAction action,
            Actor actor,
            Optional<IdentityId> subject,
            Optional<RequestId> request,
            Optional<GrantId> grant,
            Optional<AssignmentId> assignment,
            SortedMap<String, String> details) {
        if (details.size() > 32) {
            throw new IllegalArgumentException("an audit event has at most 32 details");
        }
        this.id = id;
        this.at = at;
        this.action = action;
        this.actor = actor;
        this.subject = subject;
        this.request = request;
        this.grant = grant;
        this.assignment = assignment;
        SortedMap<String, String> clean = new TreeMap<>();
        details.forEach((name, value) -> clean.put(Text.line(name, "detail", 64), Text.printable(value, 4000)));
        this.details = Collections.unmodifiableSortedMap(clean);
    }

    public static AuditEvent of(Instant at, AuditAction action, Actor actor) {
        return new AuditEvent(
                AuditEventId.random(),
                at,
                action,
                actor,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>());
    }

    /** The same event under another id. */
    public AuditEvent withId(AuditEventId other) {
        return new AuditEvent(other, at, action, actor, subject, request, grant, assignment, details);
    }

    public AuditEvent about(IdentityId who) {
        return new AuditEvent(id, at, action, actor, Optional.of(who), request, grant, assignment, details);
    }

    public AuditEvent on(RequestId ofRequest) {
        return new AuditEvent(id, at, action, actor, subject, Optional.of(ofRequest), grant, assignment, details);
    }

    public AuditEvent on(GrantId ofGrant) {
        return new AuditEvent(id, at, action, actor, subject, request, Optional.of(ofGrant), assignment, details);
    }

    public AuditEvent on(AssignmentId ofAssignment) {
        return new AuditEvent(id, at, action, actor, subject, request, grant, Optional.of(ofAssignment), details);
    }

    public AuditEvent with(String name, Object value) {
        SortedMap<String, String> more = new TreeMap<>(details);
        more.put(name, String.valueOf(value));
        return new AuditEvent(id, at, action, actor, subject, request, grant, assignment, more);
    }

    public AuditEvent withAll(Map<String, String> more) {
        SortedMap<String, String> all = new TreeMap<>(details);
        all.putAll(more);
        return new AuditEvent(id, at, action, actor, subject, request, grant, assignment, all);
    }
}
