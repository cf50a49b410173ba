package io.jitaccess;

import io.jitaccess.Verdict.Act;
import io.jitaccess.Verdict.Claims;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.Attempt;
import io.jitaccess.internal.Backoff;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Done;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.ChangeOutcome.Pending;
import io.jitaccess.spi.ChangeOutcome.Refused;
import io.jitaccess.spi.ChangeOutcome.Retryable;
import io.jitaccess.spi.ChangeOutcome.Throttled;
import io.jitaccess.spi.ChangeOutcome.Unknown;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Merges the provider's answer to one attempt into the row, by the attempt's number: also when the row has moved on since,
 * because evidence of an effect is never thrown away.
 */
final class Answer implements ChangeOutcome.Cases<Verdict> {

    private final Attempt attempt;
    private final Step step;

    private Answer(Attempt attempt, Step step) {
        this.attempt = attempt;
        this.step = step;
    }

    static Verdict merge(Assignment row, Attempt attempt, ChangeOutcome outcome, Instant now, Backoff backoff) {
        return outcome.fold(new Answer(attempt, new Step(row, now, true, false, backoff)));
    }

    /** The attempt was recorded and then not made at all: its lease had run out, or the node stops. */
    static Verdict notMade(Assignment row, Attempt attempt, Instant now, Backoff backoff) {
        Step step = new Step(row, now, true, false, backoff);
        step.change.answered(attempt.number());
        step.change.nextDueAt(Optional.of(now));
        return step.rest(Claims.UNCHANGED);
    }

    /** What the answer to an assign tells after a look and the native end: that it came, and nothing about what is there. */
    static Verdict spent(Assignment row, Attempt attempt, ChangeOutcome outcome, Instant now, Backoff backoff) {
        Step step = new Step(row, now, true, false, backoff);
        if (outcome instanceof Done done) {
            new Answer(attempt, step).answered("effect", done.effect().name());
        }
        return step.rest(Claims.UNCHANGED);
    }

    static Verdict sessions(Assignment row, SessionEnding ending, Instant now, Backoff backoff) {
        Step step = new Step(row, now, true, false, backoff);
        if (ending instanceof SessionEnding.Failed failed) {
            return step.failed(failed.message());
        }
        step.change.sessionsToEnd(false);
        if (ending instanceof SessionEnding.Ended ended) {
            step.find(AuditAction.SESSIONS_ENDED, "sessions", String.valueOf(ended.sessions()));
        } else {
            SessionEnding.NotPossible not = (SessionEnding.NotPossible) ending;
            step.change.latestUsable(not.latestUsable());
            step.find(AuditAction.SESSIONS_ENDED, "notPossible", not.message());
        }
        return step.act(Act.LOOK, Claims.UNCHANGED);
    }

    @Override
    public Verdict done(Done done) {
        step.change.answered(attempt.number());
        answered("effect", done.effect().name());
        if (attempt.kind() == Attempt.Kind.ASSIGN) {
            boolean foundThere = done.effect() == Effect.ALREADY_PRESENT;
            // since a look settled the attempt, somebody else may have added what is there now
            boolean settled = step.row.outstanding().stream().noneMatch(open -> open.number() == attempt.number());
            if (!step.row.ours() && (foundThere || settled)) {
                step.find(AuditAction.OWNERSHIP_DISPUTED);
            }
            step.change.ours(true).acceptedAt(Optional.of(step.now));
            if (done.effect() != Effect.ALREADY_PRESENT) {
                // what was there already kept its own end
                step.change.carriedUntil(attempt.until());
            }
            done.latestUsable()
                    .ifPresent(usable -> step.change.latestUsable(Optional.of(
                            step.row.latestUsable().filter(usable::isBefore).orElse(usable))));
        } else {
            step.change.seenPresent(false).acceptedAt(Optional.empty()).carriedUntil(Optional.empty());
            done.latestUsable().ifPresent(usable -> step.change.latestUsable(Optional.of(usable)));
        }
        if (step.row.state() == AssignmentState.ABSENT) {
            step.change.state(AssignmentState.REVOKING);
        }
        step.change.nextDueAt(Optional.of(step.now));
        return step.act(Act.LOOK, Claims.UNCHANGED);
    }

    @Override
    public Verdict pending(Pending pending) {
        if (attempt.kind() == Attempt.Kind.ASSIGN) {
            step.change.carriedUntil(attempt.until());
        }
        return step.waitUntil(step.now.plus(pending.lookAgainAfter()));
    }

    @Override
    public Verdict throttled(Throttled throttled) {
        step.change.answered(attempt.number());
        return step.waitUntil(step.now.plus(throttled.retryAfter()));
    }

    @Override
    public Verdict retryable(Retryable retryable) {
        step.change.answered(attempt.number());
        return step.failed(retryable.message());
    }

    @Override
    public Verdict refused(Refused refused) {
        step.change.answered(attempt.number());
        boolean extending = step.row.ours() && step.row.seenPresent();
        if (attempt.kind() == Attempt.Kind.REVOKE || extending || !step.row.isWanted(step.now)) {
            return step.failed(refused.message());
        }
        step.change
                .wantedUntil(step.now)
                .lastError(Optional.of(refused.message()))
                .nextDueAt(Optional.of(step.now));
        return step.rest(Claims.FAILED, refused.message());
    }

    @Override
    public Verdict unknown(Unknown unknown) {
        answered("unknown", unknown.message());
        return step.failed(unknown.message());
    }

    private void answered(String detail, String value) {
        step.find(AuditAction.ATTEMPT_ANSWERED, Map.of("attempt", String.valueOf(attempt.number()), detail, value));
    }
}
