package io.jitaccess.azure;

import com.azure.core.util.Context;
import com.azure.resourcemanager.authorization.fluent.RoleDefinitionsClient;
import com.azure.resourcemanager.authorization.fluent.models.PermissionInner;
import com.azure.resourcemanager.authorization.fluent.models.RoleDefinitionInner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what roles are. */
final class RoleDefinitions {

    /**
     * A role.
     *
     * @param guid its id in small letters
     * @param actions what it allows in the control plane, wildcards as they are
     * @param dataActions what it allows in the data plane
     */
    record Definition(String guid, String name, List<String> actions, List<String> dataActions) {
        Definition {
            actions = List.copyOf(actions);
            dataActions = List.copyOf(dataActions);
        }

        /** Whether its holder can give roles to others, and to themselves. */
        boolean givesRoles() {
            return actions.stream()
                    .anyMatch(action -> Wildcards.matches(action, "Microsoft.Authorization/roleAssignments/write"));
        }
    }

    private final RoleDefinitionsClient client;

    RoleDefinitions(Azure azure) {
        this.client = azure.authorization().getRoleDefinitions();
    }

    /** The role as it is now. */
    Definition get(Target target) {
        return definition(client.getWithResponse(target.scope().path(), target.role(), Context.NONE)
                .getValue());
    }

    /** Every role that can be given on the scope. */
    List<Definition> on(Scope scope) {
        return Pages.all(client.list(scope.path(), null, Context.NONE), 20).stream()
                .map(RoleDefinitions::definition)
                .toList();
    }

    private static Definition definition(RoleDefinitionInner inner) {
        return new Definition(
                Guids.parse(text(inner.name())).orElse(""),
                text(inner.roleName()),
                allowed(inner, PermissionInner::actions),
                allowed(inner, PermissionInner::dataActions));
    }

    /** What is taken away again is left in: a role is judged by no less than it gives. */
    private static List<String> allowed(
            RoleDefinitionInner inner, Function<PermissionInner, @Nullable List<String>> what) {
        List<String> all = new ArrayList<>();
        Optional.ofNullable(inner.permissions())
                .orElse(List.of())
                .forEach(permission ->
                        Optional.ofNullable(what.apply(permission)).ifPresent(all::addAll));
        return all;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
