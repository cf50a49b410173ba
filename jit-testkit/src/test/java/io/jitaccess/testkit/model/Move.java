package io.jitaccess.testkit.model;

/** One thing that happens. Numbers choose among what is there at that moment, so that every move can always be made. */
sealed interface Move {

    /** Somebody asks. @param start in so many seconds; 0 for now @param key an idempotency key; 0 for none */
    record Ask(int node, int who, int forWhom, int eligibility, int seconds, int start, int key) implements Move {}

    /** Somebody decides. @param stale whether on an older version than there is */
    record Decide(int node, int who, int which, boolean approve, boolean stale) implements Move {}

    record Withdraw(int node, int which) implements Move {}

    record Extend(int node, int which, int seconds) implements Move {}

    record Release(int node, int which) implements Move {}

    record Revoke(int node, int which) implements Move {}

    /** The kill switch. */
    record Kill(int node, int scope) implements Move {}

    record Suspend(int node, int scope) implements Move {}

    record Resume(int node, int scope) implements Move {}

    /** A holder collects credentials. */
    record Collect(int node, int which, int item) implements Move {}

    /** The catalogue changes. */
    record Publish(int node, int edition) implements Move {}

    /** Something happens at the provider, and not by the library. @param seconds of an end; 0 for none */
    record Outside(Act act, int principal, int target, int seconds) implements Move {}

    enum Act {
        ADDS,
        REMOVES,
        CHANGES_END,
        HIDES,
        SHOWS
    }

    /** Something happens in the directory. */
    record People(Change change, int who) implements Move {}

    enum Change {
        OUTAGE,
        BACK,
        DISABLED,
        REMOVED,
        RETURNS,
        UNCLEAR_ACCOUNT,
        NO_ACCOUNT,
        ACCOUNT
    }

    /** Time passes. */
    record Pass(int seconds) implements Move {}

    /** Time passes, and then a node does what is due. */
    record Run(int node, int seconds) implements Move {}

    /** Something will go wrong with a node. */
    record Arm(int node, Mishap mishap) implements Move {}
}
