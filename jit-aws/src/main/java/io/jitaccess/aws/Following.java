package io.jitaccess.aws;

import io.jitaccess.spi.ChangeOutcome;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssoadmin.model.AccountAssignmentOperationStatus;
import software.amazon.awssdk.services.ssoadmin.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ssoadmin.model.StatusValues;

/** Follows an asynchronous operation of Identity Center for a few seconds, which most need, and then leaves it. */
final class Following {

    /** Identity Center needs about this long as a rule; Terraform's provider begins to look after ten seconds. */
    static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

    /** What the pauses add to a call. */
    static final Duration LONGEST = PAUSES.stream().reduce(Duration.ZERO, Duration::plus);

    private static final ChangeOutcome PENDING = new ChangeOutcome.Pending(Duration.ofSeconds(10));

    private final Waiter waiter;

    Following(Waiter waiter) {
        this.waiter = waiter;
    }

    /**
     * Waits for the final status.
     *
     * @param place is told how the operation goes on
     * @param status reads it; what it throws but "not found", which comes just after the beginning, ends the waiting
     * @param failed judges a failure by AWS's reason
     */
    ChangeOutcome follow(
            Places.Place place,
            AccountAssignmentOperationStatus begun,
            Supplier<AccountAssignmentOperationStatus> status,
            ChangeOutcome succeeded,
            Function<String, ChangeOutcome> failed) {
        place.goesOn(() -> look(status));
        AccountAssignmentOperationStatus seen = begun;
        for (Duration pause : PAUSES) {
            if (isFinal(seen) || !waiter.pause(pause)) {
                break;
            }
            try {
                seen = status.get();
            } catch (ResourceNotFoundException e) {
                // not to be seen yet
            } catch (SdkException e) {
                return PENDING;
            }
        }
        if (!isFinal(seen)) {
            return PENDING;
        }
        place.ended();
        return seen.status() == StatusValues.SUCCEEDED
                ? succeeded
                : failed.apply(seen.failureReason() == null ? "without a reason" : seen.failureReason());
    }

    private static Places.Seen look(Supplier<AccountAssignmentOperationStatus> status) {
        try {
            return isFinal(status.get()) ? Places.Seen.ENDED : Places.Seen.RUNNING;
        } catch (SdkException e) {
            return Places.Seen.UNTOLD;
        }
    }

    private static boolean isFinal(AccountAssignmentOperationStatus seen) {
        return seen.status() == StatusValues.SUCCEEDED || seen.status() == StatusValues.FAILED;
    }
}
