package io.jitaccess.grant;

import io.jitaccess.problem.IllegalTransitionException;
import java.util.EnumSet;
import java.util.Set;

/** The life of one item of a grant. */
public enum ClaimState {
    /** The grant's window has not begun, or the principal is not resolved yet. */
    WAITING,
    /** It holds an assignment; the access was not seen yet. */
    CLAIMING,
    /** The access was seen, or credentials may be collected. */
    ACTIVE,
    /** It holds nothing any more; what it held is being removed unless others hold it. */
    ENDING,
    /** Nothing is left of it. */
    ENDED;

    /** Whether it keeps its assignment wanted. */
    public boolean isLive() {
        return this == CLAIMING || this == ACTIVE;
    }

    /** @throws IllegalTransitionException for a step that the life cycle does not have */
    public ClaimState to(ClaimState next) {
        Set<ClaimState> steps = switch (this) {
            case WAITING -> EnumSet.of(CLAIMING, ENDED);
            case CLAIMING -> EnumSet.of(ACTIVE, ENDING, ENDED);
            case ACTIVE -> EnumSet.of(ENDING, ENDED);
            case ENDING -> EnumSet.of(ENDED);
            case ENDED -> EnumSet.noneOf(ClaimState.class);
        };
        if (!steps.contains(next)) {
            throw new IllegalTransitionException("a claim", this, next);
        }
        return next;
    }
}
