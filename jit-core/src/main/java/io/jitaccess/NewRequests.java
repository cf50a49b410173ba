package io.jitaccess;

import io.jitaccess.Judgement.Judged;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.Actor;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Refusal;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.AccessRequest.OpenTo;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Stores what an ask leads to: a grant, a pending request, or a denied one. */
final class NewRequests {

    private final Judge judge;
    private final Recorder recorder;
    private final Approving approving;
    private final GrantMaking making;
    private final Consumer<Duration> dueIn;

    NewRequests(Judge judge, Recorder recorder, Approving approving, GrantMaking making, Consumer<Duration> dueIn) {
        this.judge = judge;
        this.recorder = recorder;
        this.approving = approving;
        this.making = making;
        this.dueIn = dueIn;
    }

    /** For an extension the grant is locked. */
    Outcome<AccessRequest> store(UnitOfWork unit, Ask ask) {
        Judgement judgement = judge.judge(ask);
        if (judgement instanceof Judgement.Refused refused) {
            return Outcome.refused(refused.refusal(), refused.problems());
        }
        Judged judged = (Judged) judgement;
        return judged.deciding()
                .outcome()
                .fold(
                        automatic -> approved(unit, ask, judged),
                        denied -> insert(
                                        unit,
                                        ended(
                                                unit,
                                                ask,
                                                judged,
                                                RequestState.DENIED,
                                                Optional.empty(),
                                                denied.message()))
                                .map(request -> {
                                    created(unit, request, AuditAction.REQUEST_DENIED, denied.message());
                                    return request;
                                }),
                        staged -> pending(unit, ask, judged, staged));
    }

    private Outcome<AccessRequest> approved(UnitOfWork unit, Ask ask, Judged judged) {
        GrantId id = ask.extending().map(Grant::id).orElseGet(GrantId::random);
        AccessRequest request = ended(unit, ask, judged, RequestState.APPROVED, Optional.of(id), "");
        if (ask.extending().isPresent()) {
            Optional<String> hindered =
                    Approving.cannotLengthen(ask.extending(), request, judged.eligibility(), unit.now());
            if (hindered.isPresent()) {
                return Outcome.refused(Refusal.CONFLICT, "duration", "cannot-lengthen", hindered.get());
            }
        }
        return insert(unit, request).map(stored -> {
            created(unit, stored, AuditAction.REQUEST_APPROVED, "");
            if (ask.extending().isPresent()) {
                making.lengthen(unit, ask.extending().get(), stored.duration(), Actor.SYSTEM);
            } else {
                making.make(unit, id, stored, judged.eligibility(), Actor.SYSTEM);
            }
            return stored;
        });
    }

    private Outcome<AccessRequest> pending(UnitOfWork unit, Ask ask, Judged judged, RuleOutcome.Staged staged) {
        Instant now = unit.now();
        Stage first = staged.stages().get(0);
        Instant lapsesAt = now.plus(staged.lapseAfter());
        AccessRequest request = request(
                ask,
                judged,
                RequestState.PENDING,
                staged.stages(),
                ask.colleagues().openTo(first.approvers(), judged.eligibility().entitlements()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(lapsesAt),
                Optional.of(Stages.nextDue(first, now, lapsesAt, false, false)),
                now);
        return insert(unit, request).map(stored -> {
            recorder.record(unit, createdEvent(stored, unit.now()));
            approving.tellApprovers(unit, stored, AuditAction.STAGE_OPENED);
            Duration time = Duration.between(now, stored.nextDueAt().orElseThrow());
            unit.afterCommit(() -> dueIn.accept(time));
            return stored;
        });
    }

    private static Outcome<AccessRequest> insert(UnitOfWork unit, AccessRequest request) {
        if (unit.requests().insert(request)) {
            return Outcome.done(request);
        }
        // somebody asked with the same key between our look and now
        return request.idempotencyKey()
                .flatMap(key -> unit.requests().findByIdempotencyKey(request.requester(), key))
                .<Outcome<AccessRequest>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(
                        Refusal.CONFLICT, "idempotencyKey", "in-use", "this key is being used by another request"));
    }

    private static AccessRequest ended(
            UnitOfWork unit, Ask ask, Judged judged, RequestState state, Optional<GrantId> grant, String message) {
        return request(
                ask,
                judged,
                state,
                List.of(),
                OpenTo.NOBODY,
                message.isEmpty() ? Optional.empty() : Optional.of(message),
                grant,
                Optional.empty(),
                Optional.empty(),
                unit.now());
    }

    private static AccessRequest request(
            Ask ask,
            Judged judged,
            RequestState state,
            List<Stage> stages,
            OpenTo openTo,
            Optional<String> message,
            Optional<GrantId> grant,
            Optional<Instant> lapsesAt,
            Optional<Instant> due,
            Instant now) {
        return new AccessRequest(
                RequestId.random(),
                0,
                state,
                ask.caller().id(),
                ask.beneficiary().orElseThrow().id(),
                judged.eligibility().id(),
                ask.revision().number(),
                judged.entitlements(),
                judged.duration(),
                ask.draft().start(),
                ask.draft().reason(),
                ask.draft().ticket(),
                ask.extending().map(Grant::id),
                judged.risk(),
                judged.deciding().rule(),
                stages,
                0,
                now,
                openTo,
                List.of(),
                message,
                now,
                state.isFinal() ? Optional.of(now) : Optional.empty(),
                grant,
                lapsesAt,
                false,
                false,
                due,
                ask.draft().idempotencyKey());
    }

    private void created(UnitOfWork unit, AccessRequest request, AuditAction outcome, String message) {
        AuditEvent decided =
                Approving.event(request, outcome, Actor.SYSTEM, unit.now()).with("rule", request.rule());
        recorder.record(
                unit,
                List.of(
                        createdEvent(request, unit.now()),
                        message.isEmpty() ? decided : decided.with("message", message)));
    }

    private static AuditEvent createdEvent(AccessRequest request, Instant now) {
        AuditEvent event = Approving.event(request, AuditAction.REQUEST_CREATED, Actor.of(request.requester()), now)
                .with("eligibility", request.eligibility())
                .with("entitlements", request.entitlements())
                .with("duration", request.duration())
                .with("risk", request.risk().level())
                .with("rule", request.rule());
        return request.reason().isEmpty() ? event : event.with("reason", request.reason());
    }
}
