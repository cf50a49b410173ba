package io.jitaccess;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Attempt;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a look at an assignment, or an answer from its provider, means.
 *
 * @param next the row as it shall be written
 * @param act what to do next under the same lease
 * @param claims what it means for the claims
 * @param why for {@link Claims#FAILED} and the like: what to tell people
 * @param findings what to record
 */
record Verdict(Assignment next, Act act, Claims claims, Optional<String> why, List<Finding> findings) {

    /** The next call, if any. */
    enum Act {
        /** None: the lease is given up until the row is due again. */
        REST,
        LOOK,
        ASSIGN,
        REVOKE,
        END_SESSIONS
    }

    /** What it means for the claims on the assignment. */
    enum Claims {
        UNCHANGED,
        /** Seen present and ours: live claims are active; ending ones have nothing to remove, others hold it. */
        PRESENT,
        /** Seen present and not ours: live claims are active on standing access; ending ones leave it. */
        STANDING,
        /** Confirmed absent: ending claims are ended. */
        GONE,
        /** Out of use by its lifetime: ending claims are ended. */
        OUTLIVED,
        /** Taken away at the provider: live claims end. */
        REMOVED_OUTSIDE,
        /** Refused for good: claims that were not active yet end. */
        FAILED
    }

    /** Something to record about the assignment. */
    record Finding(AuditAction action, Map<String, String> details) {}

    Verdict {
        findings = List.copyOf(findings);
    }

    /** The attempt that {@link #act} makes: the newest one outstanding. */
    Attempt attempt() {
        return next.outstanding().get(next.outstanding().size() - 1);
    }
}
