package io.jitaccess.azure;

import com.azure.core.util.Context;
import com.azure.resourcemanager.authorization.fluent.RoleDefinitionsClient;
import com.azure.resourcemanager.authorization.fluent.models.PermissionInner;
import com.azure.resourcemanager.authorization.fluent.models.RoleDefinitionInner;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what roles are. */
final class RoleDefinitions {

    /**
     * By which a holder gets further rights, or gives them: by assignments, through PIM, by what a role held already
     * allows, by the rules that PIM asks nobody to break, by the elevation of a global administrator
     * (learn.microsoft.com/azure/role-based-access-control/permissions/management-and-governance).
     */
    private static final List<String> GIVES_ROLES = List.of(
            "Microsoft.Authorization/roleAssignments/write",
            "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
            "Microsoft.Authorization/roleEligibilityScheduleRequests/write",
            "Microsoft.Authorization/roleDefinitions/write",
            "Microsoft.Authorization/roleManagementPolicies/write",
            "Microsoft.Authorization/elevateAccess/action");

    /**
     * A role.
     *
     * @param guid its id in small letters
     * @param permissions what it allows in the control plane
     * @param dataActions what it allows in the data plane; what is taken away again is left in, as a role is judged by no
     *     less than it gives
     */
    record Definition(String guid, String name, List<Permission> permissions, List<String> dataActions) {
        Definition {
            permissions = List.copyOf(permissions);
            dataActions = List.copyOf(dataActions);
        }

        /** What it allows in the control plane, wildcards as they are, less nothing. */
        List<String> actions() {
            return permissions.stream()
                    .flatMap(permission -> permission.actions().stream())
                    .toList();
        }

        /** The first action that it allows by which its holder can give roles to others, and to themselves. */
        Optional<String> givesRoles() {
            return GIVES_ROLES.stream()
                    .filter(action -> permissions.stream().anyMatch(permission -> permission.allows(action)))
                    .findFirst();
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
        List<PermissionInner> permissions =
                Optional.ofNullable(inner.permissions()).orElse(List.of());
        return new Definition(
                Guids.parse(text(inner.name())).orElse(""),
                text(inner.roleName()),
                permissions.stream()
                        .map(each -> new Permission(texts(each.actions()), texts(each.notActions())))
                        .toList(),
                permissions.stream()
                        .flatMap(each -> texts(each.dataActions()).stream())
                        .toList());
    }

    private static List<String> texts(@Nullable List<String> values) {
        return values == null ? List.of() : values;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
