package io.jitaccess.testkit.model;

import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import java.time.Instant;

/** Invariants 3 and 4: access ends, and is said to have ended only when it is seen to be gone. */
final class EndCheck extends Check {

    EndCheck(Findings findings) {
        super("access ends, and done means seen", findings);
    }

    @Override
    void commit(Commit commit, Ledger before) {
        for (Claim claim : commit.claims) {
            Claim was = before.claims.get(claim.id());
            boolean ended = was != null && was.state() == ClaimState.ENDING && claim.state() == ClaimState.ENDED;
            boolean byLifetime = claim.detail()
                    .filter(text -> text.startsWith("BY_LIFETIME"))
                    .isPresent();
            if (ended && !byLifetime) {
                claim.assignment().map(before.rows::get).ifPresent(row -> gone(commit, claim, row, before));
            }
        }
    }

    private void gone(Commit commit, Claim claim, Assignment row, Ledger before) {
        boolean othersHold = before.claimsOn(row.id())
                .anyMatch(other -> other.state().isLive() && !other.id().equals(claim.id()));
        if (!othersHold) {
            before.madeFor(row.id())
                    .forEach(live -> broken(
                            commit.at, "an item ended while its access is there: " + claim + ", " + live.entry()));
        }
    }

    @Override
    void now(Ledger ledger, Instant now) {
        for (Ledger.Live live : ledger.live.values()) {
            if (!live.entry().byLibrary()) {
                continue;
            }
            Assignment row = live.row().map(ledger.rows::get).orElse(null);
            if (row == null || row.nextDueAt().isEmpty() || row.state() == AssignmentState.ABSENT) {
                broken(now, "access by us that nothing will end: " + live.entry() + ", " + row);
            }
        }
    }

    @Override
    void settled(Ledger ledger, Instant now, Instant since) {
        for (Ledger.Live live : ledger.live.values()) {
            if (live.entry().byLibrary()
                    && live.row()
                            .map(ledger.rows::get)
                            .filter(row -> row.wantedUntil().isAfter(since))
                            .isEmpty()) {
                broken(now, "access by us that no live grant claims: " + live.entry());
            }
        }
        for (Grant grant : ledger.grants.values()) {
            if (!grant.endsAt().isAfter(since) && grant.state() != GrantState.ENDED) {
                broken(now, "a grant is over and not ended: " + grant);
            }
        }
        for (Assignment row : ledger.rows.values()) {
            boolean usable = row.latestUsable().filter(since::isBefore).isPresent();
            if (!row.wantedUntil().isAfter(since) && !usable && row.nextDueAt().isPresent()) {
                broken(now, "a row that nobody wants is not at rest: " + row);
            }
        }
        ledger.claims.values().stream()
                .filter(claim -> begun(claim, ledger, since))
                .forEach(claim -> holds(claim, ledger, now));
    }

    private static boolean begun(Claim claim, Ledger ledger, Instant since) {
        Grant grant = ledger.grants.get(claim.grant());
        return grant != null && !grant.startsAt().isAfter(since);
    }

    private void holds(Claim claim, Ledger ledger, Instant now) {
        if (claim.state() == ClaimState.CLAIMING) {
            broken(now, "an item is still not active: " + claim);
        }
        if (claim.state() != ClaimState.ACTIVE || claim.standing()) {
            return;
        }
        Assignment row = claim.assignment().map(ledger.rows::get).orElseThrow();
        boolean there = ledger.live.keySet().stream()
                .anyMatch(spot -> spot.where().principal().equals(row.principal())
                        && ledger.provider(row.provider())
                                .map(provider -> provider.targetKey(provider.to(
                                        spot.where().kind().value(),
                                        spot.where().name())))
                                .equals(java.util.Optional.of(row.targetKey())));
        if (!there && row.state() != AssignmentState.STANDING) {
            broken(now, "an item is active and its access is not there: " + claim + ", " + row);
        }
    }
}
