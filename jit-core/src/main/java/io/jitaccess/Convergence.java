package io.jitaccess;

import io.jitaccess.Verdict.Act;
import io.jitaccess.Verdict.Claims;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.Attempt;
import io.jitaccess.internal.Backoff;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Expiry;
import io.jitaccess.spi.KindDescriptor.Marks;
import io.jitaccess.spi.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides what a look means and what to do about it: the rules under "Attempts" of the design, without any effect of its
 * own. One object serves all assignments of one kind.
 */
final class Convergence {

    /** Two clocks may differ: access that is gone this long before its native end counts as ended natively. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final KindDescriptor kind;
    private final boolean endsSessions;
    private final Duration latestBegin;
    private final Backoff backoff;

    /** @param lease under which a call may be begun until its time-out no longer fits */
    Convergence(KindDescriptor kind, boolean endsSessions, Duration lease, Backoff backoff) {
        this.kind = kind;
        this.endsSessions = endsSessions;
        this.latestBegin = lease.minus(kind.callTimeout());
        this.backoff = backoff;
    }

    /**
     * Judges a look.
     *
     * @param row the row under lease
     * @param from an instant at which the look had not begun yet
     * @param mayAct whether another call may follow under this lease
     */
    Verdict look(Assignment row, Observation seen, Instant from, Instant now, boolean mayAct) {
        boolean settles = row.settleAfter().isPresent()
                && !from.isBefore(row.settleAfter().get());
        Step step = new Step(row, now, mayAct, settles, backoff);
        return seen.fold(
                present -> present(step, present), absent -> absent(step), unclear -> step.failed(unclear.message()));
    }

    private Verdict present(Step step, Observation.Present seen) {
        Assignment row = step.row;
        boolean ours = kind.marks() == Marks.MARKED
                ? seen.mark() == Observation.Mark.OURS
                : row.ours() || has(row, Attempt.Kind.ASSIGN);
        step.change.absentSince(Optional.empty());
        if (step.settles) {
            step.settle();
        }
        if (!ours) {
            return standing(step);
        }
        step.change.ours(true).seenPresent(true);
        return row.isWanted(step.now) ? wantedAndPresent(step, seen) : revoke(step);
    }

    private Verdict standing(Step step) {
        boolean open = !step.change.outstanding().isEmpty();
        boolean wasOurs = step.row.ours() && !step.settles;
        if (wasOurs) {
            // ours survives one look that does not see it
            step.change.settleAfter(Optional.of(later(step.now.plus(kind.settleTime()), step.row.settleAfter())));
        } else if (!open) {
            step.change.ours(false).seenPresent(false).sessionsToEnd(false).settleAfter(Optional.empty());
        }
        if (step.row.state() != AssignmentState.STANDING) {
            step.find(AuditAction.STANDING_FOUND);
        }
        step.change
                .state(AssignmentState.STANDING)
                .failures(0)
                .lastError(Optional.empty())
                .overdueAlarmed(false)
                .nextDueAt(
                        wasOurs
                                ? Optional.of(later(step.now.plus(kind.settleTime()), step.row.settleAfter()))
                                : open ? step.row.settleAfter() : Optional.empty());
        return step.rest(Claims.STANDING);
    }

    private Verdict wantedAndPresent(Step step, Observation.Present seen) {
        Assignment row = step.row;
        if (kind.expiry() == Expiry.NATIVE && !seen.until().equals(Optional.of(row.wantedUntil()))) {
            if (lags(row, step.now)) {
                return step.waitUntil(row.acceptedAt().orElse(step.now).plus(kind.readLag()));
            }
            boolean sent = row.carriedUntil().equals(Optional.of(row.wantedUntil()));
            boolean shorter = seen.until().isPresent() && seen.until().get().isBefore(row.wantedUntil());
            if (sent
                    && row.state() == AssignmentState.PRESENT
                    && row.lastError().isEmpty()) {
                step.find(
                        AuditAction.CHANGED_OUTSIDE,
                        "until",
                        seen.until().map(Instant::toString).orElse("never"));
            }
            if (!sent || !shorter) {
                return assign(step);
            }
            // somebody shortened what we gave: that is respected, and told once
            step.change.lastError(Optional.of("the expiry at the provider was made earlier by somebody else"));
        } else {
            step.change.lastError(Optional.empty()).carriedUntil(seen.until());
        }
        if (row.state() != AssignmentState.PRESENT) {
            step.find(AuditAction.ACCESS_PRESENT);
        }
        Optional<Instant> settle =
                step.change.outstanding().isEmpty() ? Optional.empty() : step.settleAfter(row.settleAfter());
        step.change
                .state(AssignmentState.PRESENT)
                .settleAfter(settle)
                .failures(0)
                .overdueAlarmed(false)
                .nextDueAt(Optional.of(earlier(row.wantedUntil(), settle)));
        return step.rest(Claims.PRESENT);
    }

    private Verdict absent(Step step) {
        return step.row.isWanted(step.now) ? wantedAndAbsent(step) : unwantedAndAbsent(step);
    }

    private Verdict wantedAndAbsent(Step step) {
        Assignment row = step.row;
        boolean hadIt = row.ours() && row.seenPresent();
        if (hadIt && !has(row, Attempt.Kind.REVOKE)) {
            if (!endedNatively(row, step.now)) {
                return removedOutside(step);
            }
            if (row.carriedUntil().equals(Optional.of(row.wantedUntil())) && !lags(row, step.now)) {
                // its own end, by a clock ahead of ours, or somebody else's removal: nobody can tell, and neither is
                // undone
                return step.waitUntil(row.wantedUntil());
            }
        }
        if (step.settles) {
            step.settle();
            step.change.ours(false).seenPresent(false);
        }
        if (lags(row, step.now)) {
            return step.waitUntil(row.acceptedAt().orElse(step.now).plus(kind.readLag()));
        }
        return assign(step);
    }

    /** Absence has to hold across the read lag before somebody is said to have taken the access away. */
    private Verdict removedOutside(Step step) {
        Instant since = step.row.absentSince().orElse(step.now);
        step.change.absentSince(Optional.of(since));
        Instant certain = since.plus(kind.readLag());
        if (step.now.isBefore(certain)) {
            return step.waitUntil(certain);
        }
        step.find(AuditAction.REMOVED_OUTSIDE);
        Instant settle = step.now.plus(kind.settleTime());
        step.change
                .state(AssignmentState.REVOKING)
                .wantedUntil(step.now)
                .seenPresent(false)
                .settleAfter(Optional.of(settle))
                .nextDueAt(Optional.of(settle));
        return step.rest(Claims.REMOVED_OUTSIDE);
    }

    private Verdict unwantedAndAbsent(Step step) {
        Assignment row = step.row;
        boolean sessions = row.sessionsToEnd() && endsSessions;
        if (!row.ours()
                && row.outstanding().isEmpty()
                && !(sessions && row.absentSince().isPresent())) {
            return closed(step, Claims.GONE);
        }
        Instant since = row.absentSince().orElse(step.now);
        if (row.absentSince().isEmpty()) {
            step.find(AuditAction.ACCESS_ABSENT);
        }
        step.change
                .state(AssignmentState.REVOKING)
                .absentSince(Optional.of(since))
                .seenPresent(false);
        if (step.settles) {
            step.settle();
        }
        Instant certain = since.plus(kind.readLag());
        Instant settle = later(since.plus(kind.settleTime()), row.settleAfter());
        boolean late = has(step.change.outstanding(), Attempt.Kind.ASSIGN);
        if (step.now.isBefore(certain)) {
            step.change.settleAfter(Optional.of(settle));
            return step.waitUntil(earlier(certain, Optional.of(settle)));
        }
        // a provider that cannot end sessions any more must not keep the row for ever
        if (sessions && !late) {
            if (step.settles) {
                // however long they cannot be ended: what is there from here on, somebody else gave
                step.change.ours(false);
            }
            step.change.settleAfter(Optional.of(settle)).nextDueAt(Optional.of(step.retryAt(row.failures())));
            return step.mayAct ? step.act(Act.END_SESSIONS, Claims.UNCHANGED) : step.rest(Claims.UNCHANGED);
        }
        if (step.settles) {
            return closed(step, Claims.GONE);
        }
        step.change
                .settleAfter(Optional.of(settle))
                .failures(0)
                .lastError(Optional.empty())
                .nextDueAt(Optional.of(settle));
        return step.rest(late ? Claims.UNCHANGED : Claims.GONE);
    }

    /**
     * Judges a row of a kind that nobody can look at: by attempts and lifetimes alone.
     *
     * @param mayAct as for {@link #look}
     */
    Verdict blind(Assignment row, Instant now, boolean mayAct) {
        boolean settles =
                row.settleAfter().isPresent() && !now.isBefore(row.settleAfter().get());
        Step step = new Step(row, now, mayAct, settles, backoff);
        boolean late = has(row, Attempt.Kind.ASSIGN);
        if (settles) {
            step.settle();
        }
        if (late && settles) {
            // nobody can see whether it came: it counts as ours, with an end that nobody knows
            step.change.ours(true).carriedUntil(Optional.empty());
        }
        if (row.isWanted(now)) {
            boolean carried = row.carriedUntil().equals(Optional.of(row.wantedUntil()));
            // an earlier assign that came late may have set its own end
            if (!row.ours() || !carried || (late && settles)) {
                return assign(step);
            }
            if (row.state() != AssignmentState.PRESENT) {
                step.find(AuditAction.ACCESS_PRESENT);
            }
            step.change
                    .state(AssignmentState.PRESENT)
                    .seenPresent(true)
                    .failures(0)
                    .lastError(Optional.empty())
                    .nextDueAt(Optional.of(earlier(row.wantedUntil(), late ? row.settleAfter() : Optional.empty())));
            return step.rest(Claims.PRESENT);
        }
        if (!row.ours() && !late) {
            return closed(step, Claims.GONE);
        }
        boolean accepted = row.state() == AssignmentState.REVOKING && !row.seenPresent();
        if (!accepted && lifeEnd(row).filter(end -> !now.isBefore(end)).isPresent()) {
            return closed(step, row.latestUsable().isPresent() ? Claims.OUTLIVED : Claims.GONE);
        }
        if (!accepted || (late && settles)) {
            // stays so until the provider accepts a revoke, and that one after whatever may still come late
            step.change.ours(true).seenPresent(true);
            return revoke(step);
        }
        Instant usable = later(row.latestUsable().orElse(now), late ? row.settleAfter() : Optional.empty());
        if (!now.isBefore(usable)) {
            return closed(step, row.latestUsable().isPresent() ? Claims.OUTLIVED : Claims.GONE);
        }
        // what was handed out works until then, unless it can be ended
        if (row.sessionsToEnd() && endsSessions && !late && row.credentialsIssued() > 0) {
            step.change.nextDueAt(Optional.of(earlier(step.retryAt(row.failures()), Optional.of(usable))));
            return step.mayAct ? step.act(Act.END_SESSIONS, Claims.UNCHANGED) : step.rest(Claims.UNCHANGED);
        }
        step.change.nextDueAt(Optional.of(usable));
        return step.rest(Claims.UNCHANGED);
    }

    /** When everything that was sent to the provider, or handed out, has ended by itself; empty if nobody knows. */
    private static Optional<Instant> lifeEnd(Assignment row) {
        Stream<Instant> sent = row.outstanding().stream().flatMap(attempt -> attempt.until().stream());
        boolean known = row.carriedUntil().isPresent() || has(row, Attempt.Kind.ASSIGN);
        return known
                ? Stream.of(sent, row.carriedUntil().stream(), row.latestUsable().stream())
                        .flatMap(ends -> ends)
                        .max(Instant::compareTo)
                : Optional.empty();
    }

    private Verdict assign(Step step) {
        Assignment row = step.row;
        Instant until = row.wantedUntil();
        step.change.state(row.state() == AssignmentState.PRESENT ? row.state() : AssignmentState.ASSIGNING);
        if (kind.expiry() == Expiry.NATIVE
                && Duration.between(step.now, until).compareTo(kind.shortest()) < 0
                && !row.ours()) {
            step.change.wantedUntil(step.now).nextDueAt(Optional.of(step.now));
            return step.rest(Claims.FAILED, "the provider gives no access for less than " + kind.shortest());
        }
        if (!step.mayAct) {
            return step.failed("the provider accepted an assign that a look does not confirm");
        }
        step.change.absentSince(Optional.empty());
        return attempt(step, Attempt.Kind.ASSIGN, Optional.of(until), AuditAction.ASSIGN_ATTEMPTED);
    }

    private Verdict revoke(Step step) {
        step.change.state(AssignmentState.REVOKING);
        if (!step.mayAct) {
            return step.failed("the provider accepted a revoke that a look does not confirm");
        }
        return attempt(step, Attempt.Kind.REVOKE, Optional.empty(), AuditAction.REVOKE_ATTEMPTED);
    }

    private Verdict attempt(Step step, Attempt.Kind what, Optional<Instant> until, AuditAction action) {
        Attempt attempt = step.change.attempt(what, until, step.now);
        // the node may stand still before it makes the call, for as long as its lease allows
        Instant settle = step.now.plus(latestBegin).plus(kind.settleTime());
        step.find(action, "attempt", String.valueOf(attempt.number()));
        step.change
                .settleAfter(Optional.of(settle))
                .sessionsToEnd(step.row.sessionsToEnd() || endsSessions)
                .nextDueAt(Optional.of(step.retryAt(step.row.failures())));
        return step.act(what == Attempt.Kind.ASSIGN ? Act.ASSIGN : Act.REVOKE, Claims.UNCHANGED);
    }

    private Verdict closed(Step step, Claims claims) {
        step.change
                .settled()
                .state(AssignmentState.ABSENT)
                .ours(false)
                .seenPresent(false)
                .acceptedAt(Optional.empty())
                .carriedUntil(Optional.empty())
                .absentSince(Optional.empty())
                .settleAfter(Optional.empty())
                .sessionsToEnd(false)
                .failures(0)
                .lastError(Optional.empty())
                .overdueAlarmed(false)
                .nextDueAt(Optional.empty());
        return step.rest(claims);
    }

    private boolean lags(Assignment row, Instant now) {
        return row.acceptedAt().isPresent()
                && now.isBefore(row.acceptedAt().get().plus(kind.readLag()));
    }

    private boolean endedNatively(Assignment row, Instant now) {
        return kind.expiry() == Expiry.NATIVE
                && row.carriedUntil().isPresent()
                && !now.isBefore(row.carriedUntil().get().minus(CLOCK_SKEW));
    }

    private static boolean has(Assignment row, Attempt.Kind what) {
        return has(row.outstanding(), what);
    }

    private static boolean has(Iterable<Attempt> attempts, Attempt.Kind what) {
        for (Attempt attempt : attempts) {
            if (attempt.kind() == what) {
                return true;
            }
        }
        return false;
    }

    private static Instant earlier(Instant one, Optional<Instant> other) {
        return other.filter(o -> o.isBefore(one)).orElse(one);
    }

    private static Instant later(Instant one, Optional<Instant> other) {
        return other.filter(o -> o.isAfter(one)).orElse(one);
    }
}
