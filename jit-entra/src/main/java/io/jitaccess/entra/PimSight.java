package io.jitaccess.entra;

import io.jitaccess.spi.Observation;
import java.time.Instant;
import java.util.Optional;

/**
 * What a look at access through PIM saw.
 *
 * @param isThere whether it is in force; an activation of the person's own eligibility does not count
 * @param byPim whether an assignment of PIM gives it, which PIM can change
 * @param until when PIM ends it
 */
record PimSight(Optional<Failure> failure, boolean isThere, boolean byPim, Optional<Instant> until) {

    static PimSight failed(Failure failure) {
        return new PimSight(Optional.of(failure), false, false, Optional.empty());
    }

    static PimSight absent() {
        return new PimSight(Optional.empty(), false, false, Optional.empty());
    }

    static PimSight present(boolean byPim, Optional<Instant> until) {
        return new PimSight(Optional.empty(), true, byPim, until);
    }

    Observation observation() {
        if (failure.isPresent()) {
            return failure.get().onLook();
        }
        return isThere ? new Observation.Present(until, Observation.Mark.NONE) : Observation.absent();
    }
}
