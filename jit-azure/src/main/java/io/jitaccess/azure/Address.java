package io.jitaccess.azure;

import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import java.util.Optional;

/** What an access is about, in Azure's terms. */
record Address(AssignmentId assignment, Target target, Principal principal) {

    static final String UNREADABLE = "the access names no scope, role and principal of Azure";

    /** Empty where the access names none. */
    static Optional<Address> of(AccessRef access) {
        return Target.of(access.entitlement())
                .flatMap(target -> Principal.parse(access.principal())
                        .map(principal -> new Address(access.assignment(), target, principal)));
    }
}
