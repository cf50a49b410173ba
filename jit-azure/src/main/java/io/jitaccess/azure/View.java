package io.jitaccess.azure;

import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.Observation;
import java.time.Instant;
import java.util.Optional;

/**
 * What the one role assignment of a principal, a role and a scope is to an assignment of the library.
 *
 * @param until when it ends by itself, if it does
 */
record View(State state, Optional<Entry> entry, Optional<Instant> until) {

    enum State {
        /** There is none. */
        NOTHING,
        /** It is this assignment's, and in force. */
        OURS,
        /** It is this assignment's, and has ended. */
        OURS_ENDED,
        /** It is this assignment's, ended long ago, and nobody has cleared it away. */
        OURS_MISSED,
        /** It is another assignment's of this installation, and in force: what came late, and will be ended. */
        ANOTHER_OF_OURS,
        /** It is another assignment's of this installation, and has ended. */
        LEFTOVER,
        /** It is another assignment's of this installation, ended long ago, and nobody has cleared it away. */
        LEFTOVER_MISSED,
        /** Somebody else made it, and it gives the whole role now. */
        STANDING,
        /** Somebody else made it, and its own condition makes it give less, or nothing. */
        NARROWER
    }

    /** @param now when what has an end may have ended */
    static View of(Optional<Entry> found, String ourName, AssignmentId assignment, Instant now) {
        if (found.isEmpty()) {
            return new View(State.NOTHING, found, Optional.empty());
        }
        Entry entry = found.get();
        Optional<Instant> until = UtcCondition.end(entry.condition());
        boolean ended = until.isPresent() && !now.isBefore(until.get().plus(Limits.CLOCK_ERROR));
        boolean missed = until.isPresent() && !now.isBefore(until.get().plus(Limits.MISSED));
        if (entry.name().equals(ourName)) {
            return new View(!ended ? State.OURS : missed ? State.OURS_MISSED : State.OURS_ENDED, found, until);
        }
        if (entry.mark().filter(mark -> !mark.equals(assignment)).isPresent()) {
            return new View(
                    !ended ? State.ANOTHER_OF_OURS : missed ? State.LEFTOVER_MISSED : State.LEFTOVER, found, until);
        }
        boolean whole = entry.condition().isEmpty() || (until.isPresent() && !ended);
        return new View(whole ? State.STANDING : State.NARROWER, found, until);
    }

    boolean hasEnded() {
        return state == State.OURS_ENDED || state == State.OURS_MISSED;
    }

    boolean isLeftOfAnother() {
        return state == State.LEFTOVER || state == State.LEFTOVER_MISSED;
    }

    /**
     * Access of another assignment is absent to this one: it will be ended, and an assign waits until it is. What was missed
     * gives nothing, and yet counts as there, so that it is taken away.
     */
    Observation seen() {
        return switch (state) {
            case OURS, OURS_MISSED -> new Observation.Present(until, Observation.Mark.OURS);
            case STANDING -> new Observation.Present(until, Observation.Mark.NONE);
            case NOTHING, OURS_ENDED, ANOTHER_OF_OURS, LEFTOVER, LEFTOVER_MISSED, NARROWER -> Observation.absent();
        };
    }
}
