package io.jitaccess.testkit.model;

import io.jitaccess.testkit.provider.CloudEffect;
import io.jitaccess.testkit.provider.FakeProvider;
import java.time.Instant;
import java.util.List;

/** One invariant, fed with everything that happened in the order in which it happened. */
abstract class Check {

    /** An effect at a cloud, about to be applied to the ledger; {@code providers} are those over this cloud. */
    record Seen(int cloud, List<FakeProvider> providers, CloudEffect effect, Ledger.Spot spot) {}

    private final String invariant;
    private final Findings findings;

    Check(String invariant, Findings findings) {
        this.invariant = invariant;
        this.findings = findings;
    }

    /** Something is about to happen at a cloud. */
    void effect(Seen seen, Ledger before) {}

    /** A unit of work is about to be applied to the ledger. */
    void commit(Commit commit, Ledger before) {}

    /** A unit of work was applied to the ledger. */
    void committed(Commit commit, Ledger after) {}

    /** The state in which everything is now. */
    void now(Ledger ledger, Instant now) {}

    /** As {@link #now}, when everything that was due by {@code since} had its time. */
    void settled(Ledger ledger, Instant now, Instant since) {}

    final void broken(Instant at, String what) {
        findings.add(invariant + " broken at " + at + ": " + what);
    }
}
