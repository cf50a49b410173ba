package io.jitaccess.id;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Names one audit event. */
public record AuditEventId(UUID value) implements Comparable<AuditEventId> {

    public AuditEventId {
        Objects.requireNonNull(value, "value");
    }

    /** A new id that nobody can guess. */
    public static AuditEventId random() {
        return new AuditEventId(UUID.randomUUID());
    }

    /**
     * An id that sorts after those of earlier milliseconds and, within one, after lower sequence numbers: a version 7 UUID
     * (RFC 9562, section 5.7) with 42 random bits.
     */
    public static AuditEventId ordered(Instant at, int sequence) {
        long random = UUID.randomUUID().getLeastSignificantBits() & 0x3FFFFFFFFFFL;
        long high = at.toEpochMilli() << 16 | 0x7000L | (sequence >>> 20 & 0xFFFL);
        long low = 0x8000000000000000L | (sequence & 0xFFFFFL) << 42 | random;
        return new AuditEventId(new UUID(high, low));
    }

    /** Reads the form that {@link #toString()} writes; empty for anything else. */
    public static Optional<AuditEventId> parse(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? Optional.of(new AuditEventId(uuid)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(AuditEventId other) {
        return value.toString().compareTo(other.value.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
