package io.jitaccess.azure;

import io.jitaccess.azure.RoleDefinitions.Definition;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks whether a role exists and can be handed out as its kind promises. */
final class Fitness {

    private final RoleDefinitions definitions;
    private final Allowed allowed;
    private final Ending ending;

    Fitness(RoleDefinitions definitions, Allowed allowed, Ending ending) {
        this.definitions = definitions;
        this.allowed = allowed;
        this.ending = ending;
    }

    Verification verify(Target target) {
        Definition role;
        try {
            role = definitions.get(target);
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            return failure.meaning() == Failure.Meaning.NOT_FOUND
                    ? new Verification.Unusable("there is no such role or scope: " + failure.message())
                    : new Verification.Unclear(failure.message());
        }
        return problem(target, role)
                .<Verification>map(Verification.Unusable::new)
                .orElseGet(() -> new Verification.Usable(warnings(target, role)));
    }

    /** Why the role, as it is now, may not be given; a custom role may be another than when it was verified. */
    Optional<String> problem(Target target, Definition role) {
        return role.givesRoles()
                .filter(action -> !allowed.roles().contains(target.role()))
                .map(action -> "its holder could give roles for good (" + action
                        + "): name the role in the configuration if that is wanted")
                .or(() -> ending.problem(role.dataActions()));
    }

    private List<String> warnings(Target target, Definition role) {
        List<String> warnings = new ArrayList<>();
        if (target.scope().isManagementGroup() && !role.dataActions().isEmpty()) {
            // "Troubleshoot Azure RBAC": role assignments at management group scope
            warnings.add("data actions given on a management group may take hours until they hold, and until they end");
        }
        if (role.givesRoles().isPresent()) {
            warnings.add("its holder can give roles for good, which this library then sees as standing access alone");
        }
        if (ending.asksForRole() && !role.actions().isEmpty()) {
            warnings.add(
                    "the condition ends data actions; what the role allows in the control plane ends with the removal: "
                            + String.join(", ", role.actions()));
        }
        return warnings;
    }
}
