package io.jitaccess.testkit.provider;

import java.time.Instant;
import java.util.Optional;

/**
 * One change of a {@link FakeCloud}, as it really happened.
 *
 * @param number counts the effects from 1
 * @param at when it took effect, by the cloud's clock
 * @param entry the access after the change; for {@link What#REMOVED} and {@link What#EXPIRED}, before it
 * @param by who did it
 * @param call for {@link Who#LIBRARY} the call that did it, which may have been long answered
 */
public record CloudEffect(long number, Instant at, What what, CloudEntry entry, Who by, Optional<FakeCall> call) {

    /** What was done. */
    public enum What {
        ADDED,
        EXPIRY_CHANGED,
        REMOVED,
        EXPIRED
    }

    /** Who did it. */
    public enum Who {
        /** A call of the provider. */
        LIBRARY,
        /** An administrator or tool that knows nothing of the library. */
        OUTSIDER,
        /** The cloud itself, at the end that the access carried. */
        CLOUD
    }

    boolean leavesPresent() {
        return what == What.ADDED || what == What.EXPIRY_CHANGED;
    }
}
