package io.jitaccess.aws;

import io.jitaccess.spi.ChangeOutcome;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One try at a change: reads first, then at most one write. Knows whether the write was sent, which decides what a
 * failure promises.
 */
final class Attempt {

    private boolean sent;

    private Attempt() {}

    /** Runs the change; a failure before the write has had no effect, one in the write only if AWS says so. */
    static ChangeOutcome run(Function<Attempt, ChangeOutcome> change) {
        Attempt attempt = new Attempt();
        try {
            return change.apply(attempt);
        } catch (SdkException e) {
            return attempt.sent ? Failure.ofWrite(e) : Failure.beforeWrite(e);
        }
    }

    /** The call that changes something. What fails after it is judged as if it had failed itself, or is caught here. */
    <T> T write(Supplier<T> call) {
        sent = true;
        return call.get();
    }

    /** A read after the write that was answered: whatever it says, the write has happened. */
    static ChangeOutcome after(Supplier<ChangeOutcome> look) {
        try {
            return look.get();
        } catch (SdkException e) {
            return ChangeOutcome.unknown(Failure.say(e));
        }
    }
}
