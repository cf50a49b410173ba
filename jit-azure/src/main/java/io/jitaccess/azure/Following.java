package io.jitaccess.azure;

import com.azure.resourcemanager.authorization.models.Status;
import io.jitaccess.azure.Pim.Progress;
import io.jitaccess.spi.ChangeOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Follows a request of Privileged Identity Management for a few seconds, which most need, and then leaves it. */
final class Following {

    /** What the pauses add to a call. */
    static final Duration LONGEST = Duration.ofSeconds(7);

    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    private static final ChangeOutcome PENDING = new ChangeOutcome.Pending(Duration.ofSeconds(15));

    private static final Set<Status> FAILED =
            Set.of(Status.FAILED, Status.DENIED, Status.ADMIN_DENIED, Status.CANCELED, Status.INVALID);

    private final Waiter waiter;

    Following(Waiter waiter) {
        this.waiter = waiter;
    }

    /**
     * Waits for the final status.
     *
     * @param done which are final and good
     * @param look reads it; what it throws ends the waiting, and changes nothing of what was sent
     */
    ChangeOutcome follow(Progress sent, Set<Status> done, Supplier<Progress> look, ChangeOutcome succeeded) {
        Progress seen = sent;
        for (Duration pause : PAUSES) {
            if (isFinal(seen, done) || !waiter.pause(pause)) {
                break;
            }
            try {
                seen = look.get();
            } catch (RuntimeException e) {
                return PENDING;
            }
        }
        if (seen.status().isEmpty()) {
            return PENDING;
        }
        Status status = seen.status().get();
        if (done.contains(status)) {
            return succeeded;
        }
        if (Status.FAILED_AS_RESOURCE_IS_LOCKED.equals(status)) {
            return new ChangeOutcome.Retryable("Privileged Identity Management says that the resource is locked");
        }
        if (Status.TIMED_OUT.equals(status)) {
            return ChangeOutcome.unknown("Privileged Identity Management says that the request timed out");
        }
        return FAILED.contains(status)
                ? new ChangeOutcome.Refused(
                        "Privileged Identity Management ended the request " + seen.name() + " as " + status)
                : PENDING;
    }

    private static boolean isFinal(Progress seen, Set<Status> done) {
        return seen.status()
                .filter(status -> done.contains(status)
                        || FAILED.contains(status)
                        || Status.FAILED_AS_RESOURCE_IS_LOCKED.equals(status)
                        || Status.TIMED_OUT.equals(status))
                .isPresent();
    }
}
