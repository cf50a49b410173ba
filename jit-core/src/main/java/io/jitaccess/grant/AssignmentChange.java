package io.jitaccess.grant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the next state of an assignment; {@link #build()} checks it. Not thread-safe. */
public final class AssignmentChange {

    private final Assignment from;
    private AssignmentState state;
    private Instant wantedUntil;
    private boolean ours;
    private boolean seenPresent;
    private Optional<Instant> acceptedAt;
    private Optional<Instant> carriedUntil;
    private final List<Attempt> outstanding;
    private long attempts;
    private Optional<Instant> absentSince;
    private Optional<Instant> settleAfter;
    private boolean sessionsToEnd;
    private Optional<Instant> latestUsable;
    private int credentialsIssued;
    private int failures;
    private Optional<String> lastError;
    private boolean overdueAlarmed;
    private Optional<Instant> nextDueAt;
    private Optional<Assignment.Lease> lease;

    AssignmentChange(Assignment from) {
        this.from = from;
        this.state = from.state();
        this.wantedUntil = from.wantedUntil();
        this.ours = from.ours();
        this.seenPresent = from.seenPresent();
        this.acceptedAt = from.acceptedAt();
        this.carriedUntil = from.carriedUntil();
        this.outstanding = new ArrayList<>(from.outstanding());
        this.attempts = from.attempts();
        this.absentSince = from.absentSince();
        this.settleAfter = from.settleAfter();
        this.sessionsToEnd = from.sessionsToEnd();
        this.latestUsable = from.latestUsable();
        this.credentialsIssued = from.credentialsIssued();
        this.failures = from.failures();
        this.lastError = from.lastError();
        this.overdueAlarmed = from.overdueAlarmed();
        this.nextDueAt = from.nextDueAt();
        this.lease = from.lease();
    }

    public AssignmentChange state(AssignmentState next) {
        this.state = next;
        return this;
    }

    public AssignmentChange wantedUntil(Instant until) {
        this.wantedUntil = until;
        return this;
    }

    public AssignmentChange ours(boolean is) {
        this.ours = is;
        return this;
    }

    public AssignmentChange seenPresent(boolean is) {
        this.seenPresent = is;
        return this;
    }

    public AssignmentChange acceptedAt(Optional<Instant> at) {
        this.acceptedAt = at;
        return this;
    }

    public AssignmentChange carriedUntil(Optional<Instant> until) {
        this.carriedUntil = until;
        return this;
    }

    /** Records the next attempt as outstanding and returns it. */
    public Attempt attempt(Attempt.Kind kind, Optional<Instant> until, Instant now) {
        Attempt attempt = new Attempt(++attempts, kind, until, now);
        outstanding.add(attempt);
        return attempt;
    }

    /** Takes one attempt off; false if it was off already. */
    public boolean answered(long number) {
        return outstanding.removeIf(attempt -> attempt.number() == number);
    }

    public AssignmentChange settled() {
        outstanding.clear();
        return this;
    }

    public List<Attempt> outstanding() {
        return List.copyOf(outstanding);
    }

    public AssignmentChange absentSince(Optional<Instant> since) {
        this.absentSince = since;
        return this;
    }

    public AssignmentChange settleAfter(Optional<Instant> after) {
        this.settleAfter = after;
        return this;
    }

    public AssignmentChange sessionsToEnd(boolean are) {
        this.sessionsToEnd = are;
        return this;
    }

    public AssignmentChange latestUsable(Optional<Instant> at) {
        this.latestUsable = at;
        return this;
    }

    public AssignmentChange credentialsIssued(int count) {
        this.credentialsIssued = count;
        return this;
    }

    public AssignmentChange failures(int count) {
        this.failures = count;
        return this;
    }

    public AssignmentChange lastError(Optional<String> error) {
        this.lastError = error;
        return this;
    }

    public AssignmentChange overdueAlarmed(boolean is) {
        this.overdueAlarmed = is;
        return this;
    }

    public AssignmentChange lease(Optional<Assignment.Lease> held) {
        this.lease = held;
        return this;
    }

    public AssignmentChange nextDueAt(Optional<Instant> at) {
        this.nextDueAt = at;
        return this;
    }

    public Assignment build() {
        return new Assignment(
                from.id(),
                from.version(),
                from.entitlement(),
                from.principal(),
                from.targetKey(),
                from.onlyGrant(),
                state,
                wantedUntil,
                ours,
                seenPresent,
                acceptedAt,
                carriedUntil,
                outstanding,
                attempts,
                absentSince,
                settleAfter,
                sessionsToEnd,
                latestUsable,
                credentialsIssued,
                failures,
                lastError,
                overdueAlarmed,
                nextDueAt,
                lease);
    }
}
