package io.jitaccess.spi;

import io.jitaccess.internal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The provider's answer to one {@code assign} or {@code revoke}. Whatever is thrown counts as {@link Unknown}.
 *
 * <p>{@link Throttled}, {@link Retryable} and {@link Refused} promise that the call had <em>no effect</em> and will have
 * none; the contract test holds a provider to that. Where this is not certain the answer is {@link Unknown}.
 */
public sealed interface ChangeOutcome {

    /**
     * The provider says that it is done; a look will verify it.
     *
     * @param effect what was done
     * @param latestUsable until when what was handed out may still work after a removal, if later than the removal
     */
    record Done(Effect effect, Optional<Instant> latestUsable) implements ChangeOutcome {}

    /** Accepted, not finished. It stays outstanding; looks will tell. */
    record Pending(Duration lookAgainAfter) implements ChangeOutcome {
        public Pending {
            Pause.check(lookAgainAfter);
        }
    }

    /** No effect: too many calls. The provider's queue pauses for that long. */
    record Throttled(Duration retryAfter) implements ChangeOutcome {
        public Throttled {
            Pause.check(retryAfter);
        }
    }

    /** No effect, and worth another try: a conflict, a lock, a refused connection. */
    record Retryable(String message) implements ChangeOutcome {
        public Retryable {
            message = Text.printable(message, 500);
        }
    }

    /** No effect, and no try will help until somebody changes something. A revoke is retried for ever all the same. */
    record Refused(String message) implements ChangeOutcome {
        public Refused {
            message = Text.printable(message, 500);
        }
    }

    /** It may have had, or may yet have, an effect: time-out, broken connection, server error. */
    record Unknown(String message) implements ChangeOutcome {
        public Unknown {
            message = Text.printable(message, 500);
        }
    }

    /** What a done change did. */
    enum Effect {
        /** assign: it was not there, and this call made it. */
        CREATED,
        /** assign: what is ours got the new end. */
        UPDATED,
        /** assign: it was there already, made by an earlier call or by somebody else. */
        ALREADY_PRESENT,
        /** revoke: it was there, and this call removed it. */
        REMOVED,
        /** revoke: it was not there. */
        ALREADY_ABSENT
    }

    static ChangeOutcome done(Effect effect) {
        return new Done(effect, Optional.empty());
    }

    static ChangeOutcome unknown(String message) {
        return new Unknown(message);
    }

    /** Handles every case. */
    interface Cases<R> {
        R done(Done done);

        R pending(Pending pending);

        R throttled(Throttled throttled);

        R retryable(Retryable retryable);

        R refused(Refused refused);

        R unknown(Unknown unknown);
    }

    default <R> R fold(Cases<R> cases) {
        if (this instanceof Done d) {
            return cases.done(d);
        }
        if (this instanceof Pending p) {
            return cases.pending(p);
        }
        if (this instanceof Throttled t) {
            return cases.throttled(t);
        }
        if (this instanceof Retryable r) {
            return cases.retryable(r);
        }
        return this instanceof Refused f ? cases.refused(f) : cases.unknown((Unknown) this);
    }
}
