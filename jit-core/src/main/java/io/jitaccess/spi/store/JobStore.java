package io.jitaccess.spi.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Work that one node at a time does now and then. */
public interface JobStore {

    /**
     * Takes the job if it is due and not leased. A job that was never taken is due.
     *
     * @return false if it is not due, or another node has it
     */
    boolean take(String name, Duration lease);

    /** Gives the job back; it is due again after {@code again}. */
    void done(String name, Duration again);

    /** When the job can be taken next; empty if now. */
    Optional<Instant> nextDue(String name);
}
