package io.jitaccess;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.AccessRequest.OpenTo;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens to pending requests by the passing of time: reminder, escalation, lapse. */
final class RequestDeadlines {

    private static final int BATCH = 50;

    private final Store store;
    private final People people;
    private final Approving approving;
    private final Rulebook rulebook;

    RequestDeadlines(Store store, People people, Approving approving, Rulebook rulebook) {
        this.store = store;
        this.people = people;
        this.approving = approving;
        this.rulebook = rulebook;
    }

    /** Handles up to a batch of what is due; false when nothing was. */
    boolean run() {
        // the directory may be asked only outside of transactions: first see who is needed, then lock
        Map<RequestId, IdentityId> managers = new HashMap<>();
        for (AccessRequest due : store.separately(unit -> unit.requests().lockDue(BATCH))) {
            manager(due).ifPresent(manager -> managers.put(due.id(), manager));
        }
        return store.separately(unit -> {
            List<AccessRequest> due = unit.requests().lockDue(BATCH);
            due.forEach(request -> act(unit, request, Optional.ofNullable(managers.get(request.id()))));
            return !due.isEmpty();
        });
    }

    private Optional<IdentityId> manager(AccessRequest due) {
        boolean byManager = due.openStage()
                .escalation()
                .filter(escalation -> escalation.to().manager())
                .isPresent();
        return byManager
                ? people.find(due.beneficiary())
                        .<Optional<Identity>>fold(found -> found, unknown -> Optional.empty())
                        .flatMap(holder -> people.managerOf(holder).fold(found -> found, unknown -> Optional.empty()))
                : Optional.empty();
    }

    private void act(UnitOfWork unit, AccessRequest request, Optional<IdentityId> manager) {
        Instant now = unit.now();
        if (request.lapsesAt().filter(at -> !now.isBefore(at)).isPresent()) {
            approving.end(
                    unit,
                    request,
                    RequestState.LAPSED,
                    AuditAction.REQUEST_LAPSED,
                    Actor.SYSTEM,
                    "nobody decided in time");
            return;
        }
        AccessRequest next = request;
        boolean escalates = !request.escalated()
                && request.openStage()
                        .escalation()
                        .filter(e -> !now.isBefore(request.stageSince().plus(e.after())))
                        .isPresent();
        if (escalates) {
            OpenTo further = request.openStage()
                    .escalation()
                    .map(e -> Stages.resolve(e.to(), manager, eligible(request)))
                    .orElse(OpenTo.NOBODY);
            next = unit.requests().update(RequestChange.escalated(next, Stages.join(next.approvers(), further)));
            approving.tellApprovers(unit, next, AuditAction.STAGE_ESCALATED);
        }
        boolean reminds = !request.reminded()
                && request.openStage()
                        .remindAfter()
                        .filter(after -> !now.isBefore(request.stageSince().plus(after)))
                        .isPresent();
        if (reminds) {
            next = unit.requests().update(RequestChange.reminded(next));
            approving.tellApprovers(unit, next, AuditAction.STAGE_REMINDED);
        }
    }

    /** Attributes that name approvers are read from what is offered: whoever asks must not choose who decides. */
    private List<Entitlement> eligible(AccessRequest request) {
        return rulebook.current()
                .catalogue()
                .eligibility(request.eligibility())
                .map(Eligibility::entitlements)
                .orElse(List.of());
    }
}
