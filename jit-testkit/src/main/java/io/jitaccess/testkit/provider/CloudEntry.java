package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import java.time.Instant;
import java.util.Optional;

/**
 * One access that a {@link FakeCloud} holds.
 *
 * @param name what the access is to, as the cloud writes it: in lower case
 * @param mark for kinds with marks: the assignment id that it carries; empty for what an outsider made
 * @param grant for kinds that are per grant: the grant that it was made for
 * @param until when the cloud ends it by itself
 * @param byLibrary whether the provider under test made it, rather than an outsider; no kind without marks shows this
 */
public record CloudEntry(
        EntitlementKind kind,
        String name,
        PrincipalId principal,
        Optional<AssignmentId> mark,
        Optional<GrantId> grant,
        Optional<Instant> until,
        boolean byLibrary) {

    CloudEntry until(Optional<Instant> end) {
        return new CloudEntry(kind, name, principal, mark, grant, end, byLibrary);
    }

    CloudSlot slot() {
        return new CloudSlot(kind, name, principal, mark, grant);
    }
}
