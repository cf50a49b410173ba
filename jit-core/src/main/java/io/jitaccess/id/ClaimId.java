package io.jitaccess.id;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Names one claim of one grant. */
public record ClaimId(UUID value) implements Comparable<ClaimId> {

    public ClaimId {
        Objects.requireNonNull(value, "value");
    }

    /** A new id that nobody can guess. */
    public static ClaimId random() {
        return new ClaimId(UUID.randomUUID());
    }

    /** Reads the form that {@link #toString()} writes; empty for anything else. */
    public static Optional<ClaimId> parse(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? Optional.of(new ClaimId(uuid)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(ClaimId other) {
        return value.toString().compareTo(other.value.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
