package io.jitaccess.spi;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.id.AssignmentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One access that is in force at the provider, whoever made it.
 *
 * @param mark for kinds with marks: the assignment id that it carries. An entry whose mark the library does not know is
 *     ended: it is looked at and revoked with an {@link AccessRef} of this principal, entitlement, target key and mark,
 *     and without a grant, also where the kind is per grant
 * @param until when the provider will end it by itself
 */
public record ListedAccess(
        PrincipalId principal,
        Entitlement entitlement,
        TargetKey targetKey,
        Optional<AssignmentId> mark,
        Optional<Instant> until) {

    /**
     * A page of a listing.
     *
     * @param next where the next page begins; empty on the last
     */
    public record Page(List<ListedAccess> entries, Optional<String> next) {
        public Page {
            entries = List.copyOf(entries);
        }
    }
}
