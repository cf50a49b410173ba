package io.jitaccess.testkit.model;

import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.id.AssignmentId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Invariants 3, 6 and 14 in the rows: an assignment is wanted exactly until the latest end of its live claims, nothing
 * that is not over rests, and versions only grow.
 */
final class HoldCheck extends Check {

    HoldCheck(Findings findings) {
        super("an assignment is wanted as long as a live claim says, and looked at until it is over", findings);
    }

    @Override
    void commit(Commit commit, Ledger before) {
        for (Assignment row : commit.assignments) {
            Assignment was = before.rows.get(row.id());
            if (was != null && row.version() < was.version()) {
                broken(commit.at, "a late writer won: version " + was.version() + " became " + row.version());
            }
        }
    }

    @Override
    void committed(Commit commit, Ledger after) {
        Set<AssignmentId> touched = new LinkedHashSet<>();
        commit.assignments.forEach(row -> touched.add(row.id()));
        commit.claims.forEach(claim -> claim.assignment().ifPresent(touched::add));
        for (AssignmentId id : touched) {
            Assignment row = after.rows.get(id);
            if (row != null) {
                wanted(commit.at, row, after);
                rests(commit.at, row, after);
            }
        }
    }

    private void wanted(Instant at, Assignment row, Ledger after) {
        Optional<Instant> latest = after.claimsOn(row.id())
                .filter(claim -> claim.state().isLive())
                .map(Claim::until)
                .max(Instant::compareTo)
                .filter(at::isBefore);
        Optional<Instant> wanted = Optional.of(row.wantedUntil()).filter(at::isBefore);
        if (!wanted.equals(latest)) {
            broken(at, "wanted until " + wanted + ", live claims say " + latest + ": " + row);
        }
    }

    private void rests(Instant at, Assignment row, Ledger after) {
        if (row.nextDueAt().isPresent()) {
            return;
        }
        boolean standing = row.state() == AssignmentState.STANDING;
        after.claimsOn(row.id())
                // a claim whose time is over is ended by its grant, which makes the row due again
                .filter(claim -> claim.state() == ClaimState.ENDING
                        || (at.isBefore(claim.until())
                                && (claim.state() == ClaimState.CLAIMING
                                        || (claim.state() == ClaimState.ACTIVE && !standing))))
                .forEach(claim -> broken(at, "a row rests while a claim waits for it: " + row + ", " + claim));
    }
}
