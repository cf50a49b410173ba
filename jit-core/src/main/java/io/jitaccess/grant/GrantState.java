package io.jitaccess.grant;

import io.jitaccess.problem.IllegalTransitionException;
import java.util.EnumSet;
import java.util.Set;

/** The life of a grant. An end can be asked for in every state before {@link #ENDED}. */
public enum GrantState {
    /** Its window has not begun. */
    SCHEDULED,
    /** Its window has begun; the access is being made. */
    ACTIVATING,
    /** The access was seen at the provider, item by item. */
    ACTIVE,
    /** It is over; the access is being removed. */
    ENDING,
    /** The access was seen to be gone (or is known to be somebody else's, or out of use by its lifetime). */
    ENDED;

    public boolean isLive() {
        return this == SCHEDULED || this == ACTIVATING || this == ACTIVE;
    }

    /** @throws IllegalTransitionException for a step that the life cycle does not have */
    public GrantState to(GrantState next) {
        if (!steps().contains(next)) {
            throw new IllegalTransitionException("a grant", this, next);
        }
        return next;
    }

    private Set<GrantState> steps() {
        return switch (this) {
            case SCHEDULED -> EnumSet.of(ACTIVATING, ENDING);
            case ACTIVATING -> EnumSet.of(ACTIVE, ENDING);
            case ACTIVE -> EnumSet.of(ENDING);
            case ENDING -> EnumSet.of(ENDED);
            case ENDED -> EnumSet.noneOf(GrantState.class);
        };
    }
}
