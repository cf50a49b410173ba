package io.jitaccess.entra;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The changes of one batch, and what has become of each. */
final class Changes {

    private final List<Change> changes;
    private final @Nullable ChangeOutcome[] outcomes;

    Changes(List<Change> changes) {
        this.changes = changes;
        this.outcomes = new ChangeOutcome[changes.size()];
    }

    List<Integer> revokes() {
        return open(false);
    }

    List<Integer> assigns() {
        return open(true);
    }

    private List<Integer> open(boolean assigns) {
        return IntStream.range(0, changes.size())
                .filter(i -> outcomes[i] == null && changes.get(i).until().isPresent() == assigns)
                .boxed()
                .toList();
    }

    AccessRef access(int which) {
        return changes.get(which).access();
    }

    List<AccessRef> accesses(List<Integer> which) {
        return which.stream().map(this::access).toList();
    }

    boolean ours(int which) {
        return changes.get(which).ours();
    }

    /** The end of an assign, never later than asked. */
    Instant until(int which) {
        return changes.get(which).until().orElseThrow().truncatedTo(ChronoUnit.SECONDS);
    }

    void set(int which, ChangeOutcome outcome) {
        outcomes[which] = outcome;
    }

    /** Whether the call is over before these were sent; each is told so. */
    boolean interrupted(List<Integer> which) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        if (interrupted) {
            which.forEach(i -> set(i, new ChangeOutcome.Retryable("interrupted before anything was changed")));
        }
        return interrupted || which.isEmpty();
    }

    List<ChangeOutcome> outcomes() {
        List<ChangeOutcome> all = new ArrayList<>();
        for (ChangeOutcome outcome : outcomes) {
            all.add(outcome == null ? ChangeOutcome.unknown("nothing is known of this change") : outcome);
        }
        return all;
    }
}
