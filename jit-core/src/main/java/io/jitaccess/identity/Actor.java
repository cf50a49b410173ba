package io.jitaccess.identity;

import java.util.Optional;

/**
 * Who did something: an identity, or the library itself.
 *
 * @param identity empty for the library
 */
public record Actor(Optional<IdentityId> identity) {

    /** The library itself: expiry, convergence, drift. */
    public static final Actor SYSTEM = new Actor(Optional.empty());

    public static Actor of(IdentityId identity) {
        return new Actor(Optional.of(identity));
    }

    @Override
    public String toString() {
        return identity.map(IdentityId::value).orElse("system");
    }
}
