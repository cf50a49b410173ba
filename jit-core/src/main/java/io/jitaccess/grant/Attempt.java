package io.jitaccess.grant;

import java.time.Instant;
import java.util.Optional;

/**
 * One call that may change the provider, recorded before it is made. It is outstanding until a definite answer to this
 * very attempt, or a settle look, takes it off.
 *
 * @param number counts the attempts of one assignment from 1
 * @param until for an assign: the end that was sent
 * @param at when it was committed, by the store's time
 */
public record Attempt(long number, Kind kind, Optional<Instant> until, Instant at) {

    /** What the call does. */
    public enum Kind {
        ASSIGN,
        REVOKE
    }
}
