package io.jitaccess.id;

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
