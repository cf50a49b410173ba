package io.jitaccess;

import io.jitaccess.approval.Stage;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.AccessRequest.OpenTo;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ends requests, opens their stages, and makes grants of those that are approved: one way for all who do so. */
final class Approving {

    private final Recorder recorder;
    private final GrantMaking making;

    Approving(Recorder recorder, GrantMaking making) {
        this.recorder = recorder;
        this.making = making;
    }

    /** Approves a locked pending request for good. An extension finds its grant locked here, or is denied. */
    AccessRequest approve(UnitOfWork unit, AccessRequest request, Eligibility eligibility, Actor by) {
        GrantId grant = request.extending().orElseGet(GrantId::random);
        if (request.extending().isPresent()) {
            Optional<Grant> locked = unit.grants().lock(grant);
            Optional<String> hindered = cannotLengthen(locked, request, eligibility, unit.now());
            if (hindered.isPresent()) {
                return deny(unit, request, Actor.SYSTEM, hindered.get());
            }
            making.lengthen(unit, locked.orElseThrow(), request.duration(), by);
        } else {
            making.make(unit, grant, request, eligibility, by);
        }
        AccessRequest approved = unit.requests()
                .update(RequestChange.ended(
                        request, RequestState.APPROVED, Optional.empty(), Optional.of(grant), unit.now()));
        recorder.record(
                unit,
                event(approved, AuditAction.REQUEST_APPROVED, by, unit.now()).on(grant));
        return approved;
    }

    static Optional<String> cannotLengthen(
            Optional<Grant> locked, AccessRequest request, Eligibility eligibility, Instant now) {
        if (locked.isEmpty()
                || !locked.get().state().isLive()
                || !now.isBefore(locked.get().endsAt())) {
            return Optional.of("the grant is over");
        }
        Grant grant = locked.get();
        Instant end = grant.endsAt().plus(request.duration());
        boolean tooLong = end.isAfter(grant.latestEnd())
                || end.isAfter(grant.startsAt().plus(eligibility.duration().longestTotal()));
        return tooLong ? Optional.of("the grant would last longer than it may in all") : Optional.empty();
    }

    AccessRequest deny(UnitOfWork unit, AccessRequest request, Actor by, String message) {
        return end(unit, request, RequestState.DENIED, AuditAction.REQUEST_DENIED, by, message);
    }

    AccessRequest end(
            UnitOfWork unit, AccessRequest request, RequestState state, AuditAction action, Actor by, String message) {
        AccessRequest ended = unit.requests()
                .update(RequestChange.ended(request, state, Optional.of(message), Optional.empty(), unit.now()));
        AuditEvent event = event(ended, action, by, unit.now());
        recorder.record(unit, message.isEmpty() ? event : event.with("message", message));
        return ended;
    }

    /** Opens the next stage, or denies where nobody could decide it. */
    AccessRequest openNext(
            UnitOfWork unit,
            AccessRequest request,
            Eligibility eligibility,
            Colleagues colleagues,
            Set<IdentityId> not) {
        Stage stage = request.stages().get(request.stage() + 1);
        OpenTo openTo = colleagues.openTo(stage.approvers(), eligibility.entitlements());
        Duration lapsesIn = Duration.between(unit.now(), request.lapsesAt().orElseThrow());
        if (!colleagues.canDecide(stage, eligibility.entitlements(), not, lapsesIn)) {
            return deny(unit, request, Actor.SYSTEM, "nobody could be found to decide the stage " + stage.name());
        }
        AccessRequest opened = unit.requests().update(RequestChange.nextStage(request, openTo, unit.now()));
        opened(unit, opened);
        return opened;
    }

    /** Records that the open stage was opened, and tells its approvers. */
    void opened(UnitOfWork unit, AccessRequest request) {
        tellApprovers(unit, request, AuditAction.STAGE_OPENED);
    }

    void tellApprovers(UnitOfWork unit, AccessRequest request, AuditAction action) {
        recorder.record(
                unit,
                List.of(event(request, action, Actor.SYSTEM, unit.now())
                        .with("stage", request.openStage().name())),
                request.approvers().users(),
                request.approvers().groups());
    }

    static AuditEvent event(AccessRequest request, AuditAction action, Actor by, Instant now) {
        AuditEvent event =
                AuditEvent.of(now, action, by).about(request.beneficiary()).on(request.id());
        return request.extending().map(event::on).orElse(event);
    }
}
