package io.jitaccess.testkit.provider;

import io.jitaccess.spi.AccessRef;
import java.time.Instant;
import java.util.Optional;

/**
 * One call of a {@link FakeProvider}, or one item of a batch.
 *
 * @param number counts calls and items from 1
 * @param access what it was about; empty for listings, lookups of principals and batches as a whole
 * @param until for an assign or an issue: the end that was sent
 * @param ours for an assign: what was sent
 * @param inBatch whether it is an item of a batch, and so no call over the network of its own
 * @param size how many items it carries: 1, but for batches
 * @param at when it began, by the cloud's clock
 */
public record FakeCall(
        long number,
        Operation operation,
        Optional<AccessRef> access,
        Optional<Instant> until,
        boolean ours,
        boolean inBatch,
        int size,
        Instant at) {

    /** What was called. */
    public enum Operation {
        PRINCIPAL,
        OBSERVE,
        ASSIGN,
        REVOKE,
        LIST,
        /** A batch of looks; each is an {@link #OBSERVE} in the batch. */
        LOOK,
        /** A batch of changes; each is an {@link #ASSIGN} or {@link #REVOKE} in the batch. */
        APPLY,
        END_SESSIONS,
        ISSUE
    }
}
