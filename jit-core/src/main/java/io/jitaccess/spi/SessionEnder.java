package io.jitaccess.spi;

import java.time.Instant;
import java.util.Optional;

/** An ability: ends what is still running on access that was removed. */
public interface SessionEnder extends AccessProvider {

    /** What came of it. */
    sealed interface SessionEnding {

        /** No session uses the access any more. */
        record Ended(int sessions) implements SessionEnding {}

        /** Sessions cannot be ended for this access; they work until then at the latest. */
        record NotPossible(Optional<Instant> latestUsable, String message) implements SessionEnding {}

        /** It failed and is tried again. */
        record Failed(String message) implements SessionEnding {}
    }

    /**
     * Ends the sessions that use the access, after it was removed. Idempotent: no session is a success. Never called
     * while the principal holds the access from elsewhere under the same assignment.
     */
    SessionEnding endSessions(AccessRef access);
}
