package io.jitaccess.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An ability: many changes of one batch key in one call, such as all bindings of one policy. */
public interface BatchProvider extends AccessProvider {

    /**
     * One change of a batch.
     *
     * @param until for an assign the end; empty for a revoke
     * @param ours as in {@link AccessProvider#assign}
     */
    record Change(AccessRef access, Optional<Instant> until, boolean ours) {}

    /** What changes must share to go into one batch; at most 500 characters. No network; the same answer for ever. */
    String batchKey(AccessRef access);

    /**
     * How many changes one call takes at most; at least 1.
     */
    int largestBatch();

    /**
     * Looks at several accesses of one batch key, one observation each in the given order; otherwise as {@link
     * AccessProvider#observe}. At most {@link #largestBatch()} at once.
     */
    List<Observation> look(List<AccessRef> accesses);

    /**
     * Makes the changes, revokes before assigns, one outcome per change in the given order. One bad change fails alone:
     * where the provider refuses a batch as a whole, the implementation finds out which. A thrown exception makes all
     * outcomes unknown.
     */
    List<ChangeOutcome> apply(List<Change> changes);
}
