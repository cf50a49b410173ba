package io.jitaccess;

import io.jitaccess.Verdict.Act;
import io.jitaccess.Verdict.Claims;
import io.jitaccess.Verdict.Finding;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentChange;
import io.jitaccess.internal.Backoff;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One judgement in the making: the row before, its change, and what was found. */
final class Step {

    final Assignment row;
    final AssignmentChange change;
    final Instant now;
    final boolean mayAct;
    final boolean settles;
    private final Backoff backoff;
    private final List<Finding> findings = new ArrayList<>();

    Step(Assignment row, Instant now, boolean mayAct, boolean settles, Backoff backoff) {
        this.row = row;
        this.change = row.change();
        this.now = now;
        this.mayAct = mayAct;
        this.settles = settles;
        this.backoff = backoff;
    }

    void find(AuditAction action) {
        find(action, Map.of());
    }

    void find(AuditAction action, String detail, String value) {
        find(action, Map.of(detail, value));
    }

    void find(AuditAction action, Map<String, String> details) {
        findings.add(new Finding(action, details));
    }

    /** A look after the horizon: whatever was outstanding has had its effect, or never will. */
    void settle() {
        change.settled().settleAfter(Optional.empty());
    }

    Optional<Instant> settleAfter(Optional<Instant> stored) {
        return settles ? Optional.empty() : stored;
    }

    Instant retryAt(int failures) {
        return now.plus(backoff.after(failures + 1));
    }

    Verdict failed(String error) {
        change.failures(row.failures() + 1)
                .lastError(Optional.of(error))
                .nextDueAt(Optional.of(retryAt(row.failures())));
        return rest(Claims.UNCHANGED);
    }

    Verdict waitUntil(Instant due) {
        change.nextDueAt(Optional.of(due));
        return rest(Claims.UNCHANGED);
    }

    Verdict rest(Claims claims) {
        return act(Act.REST, claims);
    }

    Verdict rest(Claims claims, String why) {
        return new Verdict(change.build(), Act.REST, claims, Optional.of(why), findings);
    }

    Verdict act(Act act, Claims claims) {
        return new Verdict(change.build(), act, claims, Optional.empty(), findings);
    }
}
