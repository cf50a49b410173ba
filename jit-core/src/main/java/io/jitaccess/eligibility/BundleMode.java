package io.jitaccess.eligibility;

/** What happens to a grant of several entitlements when one of them fails for good. */
public enum BundleMode {
    /** One permanent failure ends what was given. */
    ALL_OR_NOTHING,
    /** The others stay. */
    BEST_EFFORT
}
