package io.jitaccess.gcp;

/** Who ends a group membership. It depends on the edition of Google Workspace or Cloud Identity. */
public enum GroupExpiry {
    /**
     * Google, at the instant that it was told: Workspace Enterprise Standard, Enterprise Plus or Education editions, or
     * Cloud Identity Premium.
     */
    BY_GOOGLE,
    /** The library's revoke alone. An entitlement then has to say {@code plain=accepted}, or it is refused. */
    BY_LIBRARY
}
