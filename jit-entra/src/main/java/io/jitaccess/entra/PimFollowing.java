package io.jitaccess.entra;

import com.microsoft.graph.models.Request;
import io.jitaccess.spi.ChangeOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows requests of PIM for a few seconds to their final status, all of a batch at once, and then leaves them to looks. */
final class PimFollowing {

    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

    /** What the pauses add to a call. */
    static final Duration LONGEST = PAUSES.stream().reduce(Duration.ZERO, Duration::plus);

    private static final ChangeOutcome PENDING = new ChangeOutcome.Pending(Duration.ofSeconds(10));

    /** learn.microsoft.com/graph/api/resources/unifiedroleassignmentschedulerequest */
    private static final Set<String> DONE = Set.of("Provisioned", "Revoked", "Granted");

    private static final Set<String> FAILED = Set.of("Failed", "Denied", "AdminDenied", "Canceled", "Invalid");

    private final Graph graph;
    private final Pim pim;
    private final Waiter waiter;
    private final Map<Integer, String> open = new LinkedHashMap<>();

    PimFollowing(Graph graph, Pim pim, Waiter waiter) {
        this.graph = graph;
        this.pim = pim;
        this.waiter = waiter;
    }

    /** What PIM said when it took the request. */
    void begin(Changes all, int which, Answer answer, ChangeOutcome done) {
        try {
            Request request = answer.as(Request::createFromDiscriminatorValue);
            Optional<ChangeOutcome> outcome = outcome(request.getStatus(), done);
            @Nullable String id = request.getId();
            if (outcome.isEmpty() && id != null) {
                open.put(which, id);
            }
            all.set(which, outcome.orElse(PENDING));
        } catch (FailedException e) {
            // it was taken: only what it says cannot be read
            all.set(which, e.failure().onWrite());
        }
    }

    /** Asks until all are final, or the time is up. */
    void finish(Changes all, java.util.function.IntFunction<ChangeOutcome> done) {
        for (Duration pause : PAUSES) {
            if (open.isEmpty() || !waiter.pause(pause)) {
                return;
            }
            List<Integer> which = new ArrayList<>(open.keySet());
            List<Answer> answers = graph.send(which, i -> pim.status(open.getOrDefault(i, "")));
            for (int i = 0; i < which.size(); i++) {
                int change = which.get(i);
                status(answers.get(i))
                        .flatMap(status -> outcome(status, done.apply(change)))
                        .ifPresent(outcome -> {
                            all.set(change, outcome);
                            open.remove(change);
                        });
            }
        }
    }

    private static Optional<String> status(Answer answer) {
        if (!answer.isGood()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                    answer.as(Request::createFromDiscriminatorValue).getStatus());
        } catch (FailedException e) {
            return Optional.empty();
        }
    }

    private static Optional<ChangeOutcome> outcome(@Nullable String status, ChangeOutcome done) {
        if (status != null && DONE.contains(status)) {
            return Optional.of(done);
        }
        if ("TimedOut".equals(status)) {
            return Optional.of(ChangeOutcome.unknown("PIM says that the request timed out"));
        }
        if ("FailedAsResourceIsLocked".equals(status)) {
            return Optional.of(new ChangeOutcome.Retryable("PIM says that the resource is locked"));
        }
        return status != null && FAILED.contains(status)
                ? Optional.of(new ChangeOutcome.Refused("PIM ended the request with the status " + status))
                : Optional.empty();
    }
}
