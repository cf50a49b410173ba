package io.jitaccess.spi;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.internal.Text;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells somebody about what happened: after it was committed, at least once, in no promised order. It can fail nothing
 * but itself.
 */
public interface Channel {

    /** Names the channel; at most 64 characters, unique, the same across restarts. */
    String name();

    /** Whether it wants to hear of this. Called inside the transaction of the change: memory only. */
    boolean wants(AuditAction action);

    /**
     * Delivers. Called by a thread of the library outside any transaction, one call at a time per node and channel; a
     * repeated delivery carries the same event id. Whatever is thrown counts as {@link Delivery.Failed}.
     */
    Delivery deliver(Notification notification);

    /** What came of it. */
    sealed interface Delivery {

        record Delivered() implements Delivery {}

        /** Tried again, not before that time if one is given. */
        record Failed(String message, Optional<Duration> retryAfter) implements Delivery {
            public Failed {
                message = Text.printable(message, 500);
            }
        }

        static Delivery delivered() {
            return new Delivered();
        }

        static Delivery failed(String message) {
            return new Failed(message, Optional.empty());
        }
    }
}
