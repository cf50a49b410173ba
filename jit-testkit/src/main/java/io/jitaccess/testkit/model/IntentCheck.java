package io.jitaccess.testkit.model;

import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Attempt;
import io.jitaccess.testkit.provider.CloudEffect;
import io.jitaccess.testkit.provider.FakeCall;
import io.jitaccess.testkit.provider.FakeCall.Operation;

/** Invariants 1 and 2: no effect without intent, and every effect has its undo on record. */
final class IntentCheck extends Check {

    IntentCheck(Findings findings) {
        super("no effect without intent", findings);
    }

    @Override
    void effect(Seen seen, Ledger before) {
        CloudEffect effect = seen.effect();
        if (effect.by() != CloudEffect.Who.LIBRARY) {
            return;
        }
        FakeCall call = effect.call().orElseThrow();
        Assignment row = call.access()
                .map(access -> access.assignment())
                .map(before.rows::get)
                .orElse(null);
        if (row == null) {
            broken(effect.at(), effect.what() + " of " + effect.entry() + " for an assignment without a row");
            return;
        }
        Attempt.Kind kind = call.operation() == Operation.ASSIGN ? Attempt.Kind.ASSIGN : Attempt.Kind.REVOKE;
        boolean intended = before.tries(row.id()).stream()
                .map(Ledger.Try::attempt)
                .anyMatch(attempt -> attempt.kind() == kind
                        && attempt.until().equals(call.until())
                        && !attempt.at().isAfter(call.at()));
        if (!intended) {
            broken(effect.at(), effect.what() + " of " + effect.entry() + " by " + call + ", no attempt is on record");
        }
        if (effect.what() == CloudEffect.What.ADDED && row.nextDueAt().isEmpty()) {
            broken(effect.at(), effect.entry() + " appeared after its row had come to rest: " + row);
        }
    }

    @Override
    void commit(Commit commit, Ledger before) {
        for (Assignment row : commit.assignments) {
            row.outstanding().stream()
                    .filter(attempt -> attempt.until()
                            .filter(until -> !attempt.at().isBefore(until))
                            .isPresent())
                    .forEach(attempt -> broken(commit.at, "an assign with an end already past: " + attempt));
        }
    }
}
