package io.jitaccess.testkit.model;

import io.jitaccess.approval.Decision;
import io.jitaccess.grant.Grant;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import java.util.List;
import java.util.Optional;

/** Invariants 9 and 10: nobody decides about their own access or twice, decisions name what they saw, one grant each. */
final class DecisionCheck extends Check {

    DecisionCheck(Findings findings) {
        super("one person, one decision, and not about themselves", findings);
    }

    @Override
    void commit(Commit commit, Ledger before) {
        for (AccessRequest request : commit.requests) {
            List<Decision> decisions = request.decisions();
            if (decisions.stream().map(Decision::person).distinct().count() != decisions.size()) {
                broken(commit.at, "somebody decided twice: " + request);
            }
            for (Decision decision : decisions) {
                if (List.of(request.requester(), request.beneficiary()).contains(decision.person())
                        || List.of(request.requester(), request.beneficiary()).contains(decision.approver())) {
                    broken(commit.at, "somebody decided about their own access: " + request);
                }
            }
            AccessRequest was = before.requests.get(request.id());
            if (was != null && decisions.size() > was.decisions().size()) {
                Decision made = decisions.get(was.decisions().size());
                if (made.requestVersion() != was.version()) {
                    broken(commit.at, "a stale decision counted: " + made + " on version " + was.version());
                }
            }
        }
    }

    @Override
    void committed(Commit commit, Ledger after) {
        for (Grant grant : commit.grants) {
            AccessRequest request = after.requests.get(grant.request());
            boolean approved = request != null
                    && request.state() == RequestState.APPROVED
                    && request.grant().equals(Optional.of(grant.id()));
            if (!approved) {
                broken(commit.at, "a grant without an approved request of its own: " + grant + ", " + request);
            }
        }
    }
}
