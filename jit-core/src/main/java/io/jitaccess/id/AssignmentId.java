package io.jitaccess.id;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Names one assignment; providers with marks write it on what they create. */
public record AssignmentId(UUID value) implements Comparable<AssignmentId> {

    public AssignmentId {
        Objects.requireNonNull(value, "value");
    }

    /** A new id that nobody can guess. */
    public static AssignmentId random() {
        return new AssignmentId(UUID.randomUUID());
    }

    /** Reads the form that {@link #toString()} writes; empty for anything else. */
    public static Optional<AssignmentId> parse(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? Optional.of(new AssignmentId(uuid)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(AssignmentId other) {
        return value.toString().compareTo(other.value.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
