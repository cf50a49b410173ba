package io.jitaccess.azure;

import java.util.Collection;
import java.util.TreeSet;

/**
 * The condition that the library's own role assignment should carry, so that it can give and take the roles that it hands
 * out and no others: otherwise it could make anybody, itself included, an owner. By "Examples to delegate Azure role
 * assignment management with conditions"; what is written is told by the request, what is deleted by the resource.
 */
final class OwnCondition {

    private static final String OF = "[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ";

    private OwnCondition() {}

    /** @param roles the GUIDs of what is handed out; none: everything but the roles that give roles themselves */
    static String text(Collection<String> roles) {
        String which = roles.isEmpty()
                ? "ForAnyOfAllValues:GuidNotEquals {" + String.join(", ", new TreeSet<>(Roles.PRIVILEGED.keySet()))
                        + "}"
                : "ForAnyOfAnyValues:GuidEquals {" + String.join(", ", new TreeSet<>(roles)) + "}";
        return "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request" + OF + which
                + " AND @Request[Microsoft.Authorization/roleAssignments:PrincipalType]"
                + " ForAnyOfAnyValues:StringEqualsIgnoreCase {'User', 'ServicePrincipal'}))"
                + " AND ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (@Resource" + OF
                + which
                + "))";
    }
}
