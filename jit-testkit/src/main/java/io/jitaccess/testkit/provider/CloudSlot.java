package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import java.util.Optional;

/** Where at most one entry can be. */
record CloudSlot(
        EntitlementKind kind,
        String name,
        PrincipalId principal,
        Optional<AssignmentId> mark,
        Optional<GrantId> grant) {

    /** Sorts by name and principal, so that the entries of one access stand together. */
    String key() {
        return prefix(name, principal)
                + mark.map(AssignmentId::toString).orElse("")
                + '\0'
                + grant.map(GrantId::toString).orElse("");
    }

    static String prefix(String name, PrincipalId principal) {
        return name + '\0' + principal + '\0';
    }
}
