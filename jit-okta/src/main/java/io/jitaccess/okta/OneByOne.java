package io.jitaccess.okta;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several changes or looks in one call, each by itself. Nothing is begun after the time of the call is over, and nothing
 * after Okta asked to be left alone.
 */
final class OneByOne {

    private OneByOne() {}

    /** Revokes first: a call that runs out of time has ended what had to end. */
    static List<ChangeOutcome> apply(
            Limits limits, List<Change> changes, BiFunction<Change, Attempt, ChangeOutcome> one) {
        Limits.Deadline deadline = limits.begin();
        @Nullable ChangeOutcome[] outcomes = new ChangeOutcome[changes.size()];
        @Nullable ChangeOutcome throttled = null;
        for (boolean assigns : new boolean[] {false, true}) {
            for (int i = 0; i < outcomes.length; i++) {
                Change change = changes.get(i);
                if (change.until().isPresent() != assigns) {
                    continue;
                }
                ChangeOutcome outcome = throttled != null
                        ? throttled
                        : deadline.isOver()
                                ? new ChangeOutcome.Retryable("nothing was changed in the time of this call")
                                : Attempt.run(attempt -> one.apply(change, attempt));
                throttled = outcome instanceof ChangeOutcome.Throttled ? outcome : throttled;
                outcomes[i] = outcome;
            }
        }
        return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
    }

    static List<Observation> look(Limits limits, List<AccessRef> accesses, Function<AccessRef, Observation> one) {
        Limits.Deadline deadline = limits.begin();
        List<Observation> seen = new ArrayList<>();
        @Nullable Observation throttled = null;
        for (AccessRef access : accesses) {
            Observation look = throttled != null
                    ? throttled
                    : deadline.isOver()
                            ? Observation.unclear("not looked at in the time of this call")
                            : Failure.look(() -> one.apply(access));
            throttled = isThrottled(look) ? look : throttled;
            seen.add(look);
        }
        return seen;
    }

    private static boolean isThrottled(Observation look) {
        return look instanceof Observation.Unclear unclear && unclear.pause().isPresent();
    }
}
