package io.jitaccess;

import io.jitaccess.approval.Decision;
import io.jitaccess.id.GrantId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.AccessRequest.OpenTo;
import io.jitaccess.request.RequestState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The next states of a request. */
final class RequestChange {

    private RequestChange() {}

    static AccessRequest ended(
            AccessRequest r, RequestState state, Optional<String> message, Optional<GrantId> grant, Instant now) {
        return new AccessRequest(
                r.id(),
                r.version(),
                r.state().to(state),
                r.requester(),
                r.beneficiary(),
                r.eligibility(),
                r.revision(),
                r.entitlements(),
                r.duration(),
                r.start(),
                r.reason(),
                r.ticket(),
                r.extending(),
                r.risk(),
                r.rule(),
                r.stages(),
                r.stage(),
                r.stageSince(),
                OpenTo.NOBODY,
                r.decisions(),
                message,
                r.createdAt(),
                Optional.of(now),
                grant,
                r.lapsesAt(),
                r.reminded(),
                r.escalated(),
                Optional.empty(),
                r.idempotencyKey());
    }

    static AccessRequest decided(AccessRequest r, Decision decision) {
        List<Decision> decisions = new ArrayList<>(r.decisions());
        decisions.add(decision);
        return pending(r, r.stage(), r.stageSince(), r.approvers(), decisions, r.reminded(), r.escalated());
    }

    static AccessRequest nextStage(AccessRequest r, OpenTo openTo, Instant now) {
        return pending(r, r.stage() + 1, now, openTo, r.decisions(), false, false);
    }

    static AccessRequest reminded(AccessRequest r) {
        return pending(r, r.stage(), r.stageSince(), r.approvers(), r.decisions(), true, r.escalated());
    }

    static AccessRequest escalated(AccessRequest r, OpenTo openTo) {
        return pending(r, r.stage(), r.stageSince(), openTo, r.decisions(), r.reminded(), true);
    }

    private static AccessRequest pending(
            AccessRequest r,
            int stage,
            Instant since,
            OpenTo openTo,
            List<Decision> decisions,
            boolean reminded,
            boolean escalated) {
        Instant due = Stages.nextDue(r.stages().get(stage), since, r.lapsesAt().orElseThrow(), reminded, escalated);
        return new AccessRequest(
                r.id(),
                r.version(),
                r.state(),
                r.requester(),
                r.beneficiary(),
                r.eligibility(),
                r.revision(),
                r.entitlements(),
                r.duration(),
                r.start(),
                r.reason(),
                r.ticket(),
                r.extending(),
                r.risk(),
                r.rule(),
                r.stages(),
                stage,
                since,
                openTo,
                decisions,
                r.message(),
                r.createdAt(),
                r.decidedAt(),
                r.grant(),
                r.lapsesAt(),
                reminded,
                escalated,
                Optional.of(due),
                r.idempotencyKey());
    }
}
