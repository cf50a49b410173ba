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
    /** When {@link #from} was read, by this process's monotonic clock. */
    long fromNanos = System.nanoTime();
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

    /** Takes over what the store said: the row, until when it is leased, and what time it is. */
    void renewed(Assignment stored, long leaseEnds, Instant at) {
        row = stored;
        leaseEndsNanos = leaseEnds;
        from = at;
        fromNanos = System.nanoTime();
    }

    /** Whether the end of an assign has passed while its call waited: it must not be sent any more. */
    boolean isTooLate(long nowNanos) {
        return attempt != null
                && unverified == null
                && attempt.until()
                        .filter(until -> !from.plusNanos(nowNanos - fromNanos).isBefore(until))
                        .isPresent();
    }
}
