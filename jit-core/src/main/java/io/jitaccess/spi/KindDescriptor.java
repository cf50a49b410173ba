package io.jitaccess.spi;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.internal.Text;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a provider declares about one kind of entitlement. What is declared and what is implemented are compared when
 * the library is built.
 *
 * @param kind the kind's name, unique within the provider
 * @param displayName for people, at most 80 characters
 * @param attributes every attribute that an entitlement of this kind may carry
 * @param scope whether assignments are shared by grants or made for one grant each
 * @param expiry whether the provider ends the access by itself at the instant sent with {@code assign}
 * @param sight whether {@code observe} can see the access
 * @param marks whether what is created carries the assignment's id, so that ours is told from others' for certain
 * @param shortest the shortest access that the provider can give
 * @param longest the longest access that the provider can give
 * @param readLag how long a read may lag behind a write at the provider; zero where reads are consistent
 * @param propagation how long a change that a look confirms may take until it holds everywhere: access that was given may
 *     not work before, access that was removed may work until then; zero where it holds at once. For people: nothing
 *     waits for it
 * @param callTimeout how long one call may take before its outcome counts as unknown; above zero, at most 10 minutes
 * @param effectHorizon how long after a call was begun it may still take effect, asynchronous completion included; at
 *     least {@code callTimeout}
 */
public record KindDescriptor(
        EntitlementKind kind,
        String displayName,
        List<Attribute> attributes,
        Scope scope,
        Expiry expiry,
        Sight sight,
        Marks marks,
        Duration shortest,
        Duration longest,
        Duration readLag,
        Duration propagation,
        Duration callTimeout,
        Duration effectHorizon) {

    private static final long MOST_ROOM_SECONDS = 60;

    /**
     * One attribute of a kind.
     *
     * @param required whether an entitlement without it is refused
     * @param description what it means, at most 300 characters
     */
    public record Attribute(String name, boolean required, String description) {
        public Attribute {
            Text.line(name, "attribute", 64);
            Text.line(description, "description", 300);
        }
    }

    /** Who shares an assignment. */
    public enum Scope {
        /** All grants that give one principal the same access share one assignment. */
        SHARED,
        /** Each grant has its own, so that ending one cuts only its own. */
        PER_GRANT
    }

    /** Who ends the access first. */
    public enum Expiry {
        /** The provider, at the instant that it was told; the library's own revoke is the second line. */
        NATIVE,
        /** Only the library's revoke. */
        NONE
    }

    /** Whether the access can be looked at. */
    public enum Sight {
        OBSERVABLE,
        /**
         * It is what a {@link CredentialIssuer} hands out of it and nothing else: what was never collected gives nothing.
         * It ends only at its latest usable instant, labelled as ended by lifetime.
         */
        UNOBSERVABLE
    }

    /** Whether ours can be told from others'. */
    public enum Marks {
        MARKED,
        UNMARKED
    }

    public KindDescriptor {
        Text.line(displayName, "display name", 80);
        attributes = List.copyOf(attributes);
        Set<String> names = new HashSet<>();
        attributes.forEach(attribute -> {
            if (!names.add(attribute.name())) {
                throw new IllegalArgumentException(kind + " declares the attribute " + attribute.name() + " twice");
            }
        });
        if (shortest.toSeconds() < 1 || shortest.compareTo(longest) > 0) {
            throw new IllegalArgumentException(kind + ": shortest must be at least PT1S and at most longest");
        }
        if (readLag.isNegative() || readLag.compareTo(Duration.ofHours(2)) > 0) {
            throw new IllegalArgumentException(kind + ": readLag must be zero to two hours");
        }
        if (propagation.isNegative() || propagation.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(kind + ": propagation must be zero to a day");
        }
        if (callTimeout.isNegative() || callTimeout.isZero() || callTimeout.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(kind + ": callTimeout must be above zero and at most ten minutes");
        }
        if (effectHorizon.compareTo(callTimeout) < 0 || effectHorizon.compareTo(Duration.ofHours(2)) > 0) {
            throw new IllegalArgumentException(kind + ": effectHorizon must be callTimeout to two hours");
        }
        if (sight == Sight.UNOBSERVABLE && expiry == Expiry.NONE) {
            throw new IllegalArgumentException(kind + ": what nobody can see must expire by itself");
        }
    }

    /**
     * The shortest grant that can be asked for: where the provider ends access itself, a fifth more than {@link #shortest}
     * in whole seconds and at most a minute, as some of a grant has passed by the time that it reaches the provider.
     */
    public Duration shortestGrant() {
        long room = Math.min(MOST_ROOM_SECONDS, shortest.toSeconds() / 5);
        return expiry == Expiry.NATIVE ? shortest.plusSeconds(room) : shortest;
    }

    /** How long after an attempt a look settles it: the effect horizon and the read lag. */
    public Duration settleTime() {
        return effectHorizon.plus(readLag);
    }
}
