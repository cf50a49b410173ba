package io.jitaccess.entra;

import com.microsoft.graph.models.BaseCollectionPaginationCountResponse;
import io.jitaccess.spi.Observation;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a look at access through PIM saw.
 *
 * @param isThere whether it is in force; an activation of the person's own eligibility does not count
 * @param since when PIM's assignment began; empty if no assignment of PIM gives it
 * @param until when PIM ends it; empty if it does not, or if no assignment of PIM gives it
 */
record PimSight(Optional<Failure> failure, boolean isThere, Optional<Instant> since, Optional<Instant> until) {

    static PimSight failed(Failure failure) {
        return new PimSight(Optional.of(failure), false, Optional.empty(), Optional.empty());
    }

    static PimSight absent() {
        return new PimSight(Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    /** Absent, unless the answer goes on. */
    static PimSight absentUnless(BaseCollectionPaginationCountResponse page) {
        return page.getOdataNextLink() == null ? absent() : failed(Failure.goesOn());
    }

    static PimSight present(@Nullable OffsetDateTime since, @Nullable OffsetDateTime until) {
        return new PimSight(
                Optional.empty(),
                true,
                Optional.ofNullable(since).map(OffsetDateTime::toInstant),
                Optional.ofNullable(until).map(OffsetDateTime::toInstant));
    }

    /** PIM has no part in it. */
    static PimSight member() {
        return present(null, null);
    }

    Observation observation() {
        if (failure.isPresent()) {
            return failure.get().onLook();
        }
        return isThere ? new Observation.Present(until, Observation.Mark.NONE) : Observation.absent();
    }
}
