package io.jitaccess.azure;

import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.Observation;
import java.time.Instant;
import java.util.Optional;

/**
 * What is in force for a principal, a role and a scope, to an assignment of the library.
 *
 * @param until when it ends by itself, if it does
 */
record PimView(State state, Optional<Instance> instance, Optional<Instant> until) {

    /** Where there is more than one, the first of these counts. */
    enum State {
        /** A request of this assignment made it. */
        OURS,
        /** Somebody else made it, or the principal activated an eligibility of its own. */
        STANDING,
        /** A request of another assignment of this installation made it: what came late, and will be ended. */
        ANOTHER_OF_OURS,
        /** Somebody else made it, and its own condition makes it give less. */
        NARROWER,
        NOTHING
    }

    static final PimView NOTHING = new PimView(State.NOTHING, Optional.empty(), Optional.empty());

    static PimView of(Instance instance, Optional<AssignmentId> mark, AssignmentId assignment) {
        State foreign = instance.condition().isEmpty() ? State.STANDING : State.NARROWER;
        State state = mark.map(id -> id.equals(assignment) ? State.OURS : State.ANOTHER_OF_OURS)
                .orElse(foreign);
        return new PimView(state, Optional.of(instance), instance.end());
    }

    /** Access of another assignment is absent to this one: it will be ended, and an assign waits until it is. */
    Observation seen() {
        return switch (state) {
            case OURS -> new Observation.Present(until, Observation.Mark.OURS);
            case STANDING -> new Observation.Present(until, Observation.Mark.NONE);
            case NOTHING, ANOTHER_OF_OURS, NARROWER -> Observation.absent();
        };
    }
}
