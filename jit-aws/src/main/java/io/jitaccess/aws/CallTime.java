package io.jitaccess.aws;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How much of its time the call of the engine that this thread makes has left. A call may be many requests: pages, what
 * has ended and is collected, looks at an operation. Each kind declares one bound for all of it, so no request is begun
 * after the kind's patience, whatever it is for, and the last one ends within the longest request.
 */
final class CallTime {

    /** For what the engine does not time by kind: listings, discovery, self-checks. A page of those is few requests. */
    private static final Duration UNTIMED = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private final ThreadLocal<@Nullable Long> end = new ThreadLocal<>();

    /** @param nanos a clock that is never set, such as {@link System#nanoTime} */
    CallTime(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Makes a call that begins no request after its patience. */
    <T> T within(Duration patience, Supplier<T> call) {
        end.set(nanos.getAsLong() + patience.toNanos());
        try {
            return call.get();
        } finally {
            end.remove();
        }
    }

    /** Zero or less if nothing more may be begun. */
    Duration left() {
        @Nullable Long until = end.get();
        return until == null ? UNTIMED : Duration.ofNanos(until - nanos.getAsLong());
    }
}
