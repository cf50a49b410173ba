package io.jitaccess.azure;

import java.util.List;

/**
 * What a role or an account may do, as Azure writes it: what {@code notActions} take away can be given by another
 * permission (learn.microsoft.com/azure/role-based-access-control/role-definitions).
 */
record Permission(List<String> actions, List<String> notActions) {

    Permission {
        actions = List.copyOf(actions);
        notActions = List.copyOf(notActions);
    }

    boolean allows(String action) {
        return actions.stream().anyMatch(pattern -> Wildcards.matches(pattern, action))
                && notActions.stream().noneMatch(pattern -> Wildcards.matches(pattern, action));
    }
}
