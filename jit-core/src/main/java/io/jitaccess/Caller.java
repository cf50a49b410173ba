package io.jitaccess;

import io.jitaccess.identity.Identity;
import java.util.Set;

/**
 * Who a caller is, by the directory as it is now: for showing and hiding. Rights are checked at each use case all the
 * same.
 *
 * @param roles the library's own roles that the caller has; empty for most
 */
public record Caller(Identity identity, Set<Role> roles) {

    /** A role that comes from a group of the directory, see {@link Settings}. */
    public enum Role {
        /** May change eligibilities, revoke, and use the kill switch; may read everything. */
        ADMINISTRATOR,
        /** May read everything. */
        AUDITOR
    }

    public Caller {
        roles = Set.copyOf(roles);
    }
}
