package io.jitaccess.aws;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssoadmin.model.AccountAssignmentOperationStatus;
import software.amazon.awssdk.services.ssoadmin.model.PrincipalType;
import software.amazon.awssdk.services.ssoadmin.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ssoadmin.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.ssoadmin.model.TargetType;

/**
 * Changes assignments at Identity Center as fast as it takes them: one operation at a time for one permission set on one
 * account, and no more under way at once than its quota. What finds no place in the time of its call is begun by a later
 * one, without an effect in between.
 */
final class AssignmentChanges {

    /** Operations under way at once in one instance: Identity Center's user guide, quotas. */
    static final int UNDER_WAY = 10;

    /** How long after its begin a call may begin another operation. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** AWS promises no time; 1,200 operations took its own sample an hour, one at a time in each account. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    /**
     * An operation of which AWS has told nothing for so long, as its begin got no answer or its status none, leaves its
     * place: most end within seconds. To be wrong costs a refusal that is tried again; to wait longer would keep ends
     * waiting while AWS is out of order.
     */
    static final Duration SILENCE = Duration.ofMinutes(1);

    private static final Duration FULL_FOR = Duration.ofSeconds(2);

    private final SsoAssignments sso;
    private final String instance;
    private final Following following;
    private final Places places;

    AssignmentChanges(SsoAssignments sso, String instance, Following following, Clock clock) {
        this.sso = sso;
        this.instance = instance;
        this.following = following;
        this.places = new Places(UNDER_WAY, LONGEST, SILENCE, clock);
    }

    /** Changes of one permission set on one account, revokes first. */
    List<ChangeOutcome> apply(List<Change> changes) {
        long begun = System.nanoTime();
        @Nullable ChangeOutcome[] outcomes = new ChangeOutcome[changes.size()];
        List<Integer> order = IntStream.range(0, outcomes.length)
                .boxed()
                .sorted((a, b) -> Boolean.compare(
                        changes.get(a).until().isPresent(),
                        changes.get(b).until().isPresent()))
                .toList();
        @Nullable ChangeOutcome rest = null;
        for (int item : order) {
            ChangeOutcome outcome = rest == null ? one(changes.get(item), begun) : rest;
            outcomes[item] = outcome;
            rest = rest == null ? forTheRest(outcome) : rest;
        }
        return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
    }

    /** What was in the way of one change is in the way of the next. */
    private static @Nullable ChangeOutcome forTheRest(ChangeOutcome outcome) {
        if (outcome instanceof ChangeOutcome.Pending) {
            return new ChangeOutcome.Retryable("another operation of this permission set on this account is under way");
        }
        return outcome instanceof ChangeOutcome.Throttled || outcome instanceof ChangeOutcome.Retryable
                ? outcome
                : null;
    }

    private ChangeOutcome one(Change change, long begun) {
        if (left(begun) == 0 || Thread.currentThread().isInterrupted()) {
            return new ChangeOutcome.Retryable("not begun in the time of this call");
        }
        String key = change.access().targetKey().value();
        boolean end = change.until().isEmpty();
        Optional<Places.Place> found = places.take(key, end, left(begun));
        if (found.isEmpty()) {
            return places.isTaken(key)
                    ? new ChangeOutcome.Retryable("another change on this account is under way")
                    : new ChangeOutcome.Throttled(FULL_FOR);
        }
        try (Places.Place place = found.get()) {
            ChangeOutcome outcome = end ? revoke(change.access(), place) : assign(change.access(), place);
            if (!(outcome instanceof ChangeOutcome.Pending) && !(outcome instanceof ChangeOutcome.Unknown)) {
                place.ended();
            }
            return outcome;
        }
    }

    /** Identity Center accepts an assignment that is there already, so it is looked first. */
    private ChangeOutcome assign(AccessRef access, Places.Place place) {
        return Attempt.run(attempt -> {
            if (sso.isAssigned(access)) {
                return ChangeOutcome.done(Effect.ALREADY_PRESENT);
            }
            AccountAssignmentOperationStatus begun;
            place.begins();
            try {
                begun = attempt.write(() -> sso.client()
                        .createAccountAssignment(ask -> ask.instanceArn(instance)
                                .targetType(TargetType.AWS_ACCOUNT)
                                .targetId(SsoAssignments.account(access))
                                .permissionSetArn(SsoAssignments.permissionSet(access))
                                .principalType(PrincipalType.USER)
                                .principalId(access.principal().value()))
                        .accountAssignmentCreationStatus());
            } catch (ServiceQuotaExceededException e) {
                // said of operations under way, too: those pass
                return new ChangeOutcome.Retryable(Failure.say(e));
            }
            return following.follow(
                    place,
                    begun,
                    () -> sso.client()
                            .describeAccountAssignmentCreationStatus(ask ->
                                    ask.instanceArn(instance).accountAssignmentCreationRequestId(begun.requestId()))
                            .accountAssignmentCreationStatus(),
                    ChangeOutcome.done(Effect.CREATED),
                    reason -> Attempt.after(() -> sso.isAssigned(access)
                            ? ChangeOutcome.unknown("the assignment failed, and is there: " + reason)
                            : FailureReason.of(reason)));
        });
    }

    /** Not looked first: who is not there is told by the failure, and a look counts against a scarce rate. */
    private ChangeOutcome revoke(AccessRef access, Places.Place place) {
        return Attempt.run(attempt -> {
            AccountAssignmentOperationStatus begun;
            place.begins();
            try {
                begun = attempt.write(() -> sso.client()
                        .deleteAccountAssignment(ask -> ask.instanceArn(instance)
                                .targetType(TargetType.AWS_ACCOUNT)
                                .targetId(SsoAssignments.account(access))
                                .permissionSetArn(SsoAssignments.permissionSet(access))
                                .principalType(PrincipalType.USER)
                                .principalId(access.principal().value()))
                        .accountAssignmentDeletionStatus());
            } catch (ResourceNotFoundException e) {
                return Attempt.after(() -> gone(access, Failure.say(e)));
            }
            return following.follow(
                    place,
                    begun,
                    () -> sso.client()
                            .describeAccountAssignmentDeletionStatus(ask ->
                                    ask.instanceArn(instance).accountAssignmentDeletionRequestId(begun.requestId()))
                            .accountAssignmentDeletionStatus(),
                    ChangeOutcome.done(Effect.REMOVED),
                    reason -> Attempt.after(() -> gone(access, reason)));
        });
    }

    /** What a failed deletion left; that it failed because there was nothing is told by a look, not by its words. */
    private ChangeOutcome gone(AccessRef access, String reason) {
        try {
            return sso.isAssigned(access)
                    ? new ChangeOutcome.Retryable("Identity Center: " + reason)
                    : ChangeOutcome.done(Effect.ALREADY_ABSENT);
        } catch (ResourceNotFoundException e) {
            return new ChangeOutcome.Refused("Identity Center: " + reason);
        }
    }

    private static long left(long begun) {
        return Math.max(0, PATIENCE.toNanos() - (System.nanoTime() - begun));
    }
}
