package io.jitaccess.problem;

/** Why an ask was refused; nothing was changed. */
public enum Refusal {
    /** The ask is malformed or breaks a limit: mend the fields named and ask again. */
    INVALID,
    /** There is no such thing, or the caller may not know of it. */
    NOT_FOUND,
    /** The caller lacks the right. */
    FORBIDDEN,
    /** The ask was made on a version or state that is no longer current: read again, then decide. */
    CONFLICT,
    /** Granting is suspended for now. */
    SUSPENDED,
    /** The directory could not answer: unknown refuses new access; try again later. */
    UNAVAILABLE
}
