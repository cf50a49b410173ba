package io.jitaccess.okta;

import io.jitaccess.spi.ChangeOutcome;
import java.util.function.Function;

/**
 * One try at a change: reads first, then at most one write. Knows whether the write was sent, which decides what a failure
 * promises.
 */
final class Attempt {

    private boolean sent;

    private Attempt() {}

    /** Runs the change; a failure before the write has had no effect, one in the write only if Okta says so. */
    static ChangeOutcome run(Function<Attempt, ChangeOutcome> change) {
        Attempt attempt = new Attempt();
        try {
            return change.apply(attempt);
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            return attempt.sent ? failure.onWrite() : failure.beforeWrite();
        }
    }

    /** The request that changes something. */
    void write(Runnable request) {
        sent = true;
        request.run();
    }
}
