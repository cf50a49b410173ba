package io.jitaccess.spi.store;

import io.jitaccess.spi.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Notifications that wait for a channel. */
public interface OutboxStore {

    /**
     * One notification for one channel.
     *
     * @param attempts deliveries that failed so far
     */
    record Entry(UUID id, String channel, Notification notification, int attempts) {}

    /** Adds an entry that is due now. The event is appended to the audit log in the same unit of work. */
    void enqueue(String channel, Notification notification);

    /** Takes up to {@code limit} entries of the channel that are due and not leased, the oldest first. */
    List<Entry> lease(String channel, int limit, Duration lease);

    /** Removes what was delivered. */
    void delivered(List<UUID> entries);

    /** Counts one failed delivery, keeps its error (no secret), and makes the entry due at that instant. */
    void failed(UUID entry, String error, Instant nextAttemptAt);

    /** Hands back what was leased and not tried: it can be leased at once, and nothing is counted. */
    void release(List<UUID> entries);

    /** When the next entry of the channel can be leased. */
    Optional<Instant> nextDue(String channel);

    /** How many entries wait for the channel, counted up to {@code atMost}. */
    long waiting(String channel, long atMost);
}
