package io.jitaccess.grant;

/** Why a grant, or one of its claims, ended. */
public enum EndReason {
    /** Its time was over. */
    EXPIRED,
    /** Its holder gave it back. */
    RELEASED,
    /** An administrator took it, alone or with the kill switch. */
    REVOKED,
    /** Its holder is no longer eligible. */
    ELIGIBILITY_LOST,
    /** The provider refused for good to give it. */
    ACTIVATION_FAILED,
    /** Somebody removed the access at the provider; it is not made again. */
    REMOVED_OUTSIDE
}
