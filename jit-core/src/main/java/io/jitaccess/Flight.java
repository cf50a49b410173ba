package io.jitaccess;

import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Attempt;
import io.jitaccess.spi.ChangeOutcome;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An assignment that this node works on under a lease. Used by its lane's thread only. */
final class Flight {

    /** How many changes one lease may see before the row is left for later: a lying provider must not be called in a loop. */
    static final int MOST_ACTS = 3;

    Assignment row;
    final UUID token;
    /** When the lease is over, by this process's monotonic clock, counted from before it was taken. */
    long leaseEndsNanos;
    /** An instant of the store at which the next look had not begun. */
    Instant from;

    int acts;

    @Nullable
    Attempt attempt;
    /** A "done" that waits for the look that verifies it. */
    ChangeOutcome.@Nullable Done unverified;

    Flight(Assignment row, long leaseEndsNanos, Instant from) {
        this.row = row;
        this.token = row.lease().orElseThrow().token();
        this.leaseEndsNanos = leaseEndsNanos;
        this.from = from;
    }
}
