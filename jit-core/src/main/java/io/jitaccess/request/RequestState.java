package io.jitaccess.request;

import io.jitaccess.problem.IllegalTransitionException;

/** Where an access request stands. All but {@link #PENDING} are final. */
public enum RequestState {
    /** Waits for decisions. */
    PENDING,
    /** Became a grant, or lengthened one. */
    APPROVED,
    /** Refused by policy, by approvers, or by the kill switch. */
    DENIED,
    /** Taken back by the requester or beneficiary. */
    WITHDRAWN,
    /** Nobody decided in time. */
    LAPSED;

    public boolean isFinal() {
        return this != PENDING;
    }

    /** @throws IllegalTransitionException unless the step is from {@link #PENDING} to a final state */
    public RequestState to(RequestState next) {
        if (this != PENDING || next == PENDING) {
            throw new IllegalTransitionException("a request", this, next);
        }
        return next;
    }
}
