package io.jitaccess.spi;

import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import java.util.Optional;
import java.util.Set;

/**
 * Who exists, who is active, who is in which group. Called by any thread; may use the network. A directory that cannot
 * answer says so: unknown refuses new access and ends none.
 */
public interface Directory {

    /** The identity as it is now; empty if there is none by that id. */
    Lookup<Optional<Identity>> find(IdentityId id);

    /** The identity with this e-mail address, compared without case; empty if there is none or more than one. */
    Lookup<Optional<Identity>> findByEmail(String email);

    /** The active members, nested ones included, at most {@code atMost} of them; empty if there is no such group. */
    Lookup<Optional<Set<IdentityId>>> members(GroupId group, int atMost);
}
