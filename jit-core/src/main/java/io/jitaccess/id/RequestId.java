package io.jitaccess.id;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Names one access request. */
public record RequestId(UUID value) implements Comparable<RequestId> {

    public RequestId {
        Objects.requireNonNull(value, "value");
    }

    /** A new id that nobody can guess. */
    public static RequestId random() {
        return new RequestId(UUID.randomUUID());
    }

    /** Reads the form that {@link #toString()} writes; empty for anything else. */
    public static Optional<RequestId> parse(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? Optional.of(new RequestId(uuid)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(RequestId other) {
        return value.toString().compareTo(other.value.toString());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
