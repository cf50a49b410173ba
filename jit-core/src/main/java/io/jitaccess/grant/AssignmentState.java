package io.jitaccess.grant;

/** What is known of one assignment. Every state but {@link #ABSENT} and {@link #STANDING} is looked at again. */
public enum AssignmentState {
    /** Not looked at since it was claimed. */
    NEW,
    /** Wanted, not seen present yet; an attempt may be outstanding. */
    ASSIGNING,
    /** Wanted, ours, and seen present. */
    PRESENT,
    /** Not wanted and ours, or possibly ours: until it was seen absent after the horizon. */
    REVOKING,
    /** Seen absent after the horizon, nothing outstanding. At rest. */
    ABSENT,
    /** Present, and not by us: reported, never revoked by expiry. At rest unless an attempt is outstanding. */
    STANDING
}
