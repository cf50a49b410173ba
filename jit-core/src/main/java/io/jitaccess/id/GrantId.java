package io.jitaccess.id;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Names one grant. */
public record GrantId(UUID value) implements Comparable<GrantId> {

    public GrantId {
        Objects.requireNonNull(value, "value");
    }

    /** A new id that nobody can guess. */
    public static GrantId random() {
        return new GrantId(UUID.randomUUID());
    }

    /** Reads the form that {@link #toString()} writes; empty for anything else. */
    public static Optional<GrantId> parse(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? Optional.of(new GrantId(uuid)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(GrantId other) {
        return value.toString().compareTo(other.value.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
