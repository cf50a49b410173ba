package io.jitaccess.okta;

import io.jitaccess.entitlement.EntitlementKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every request that the provider makes: the scope that it takes, and what the library's own account must be allowed as an
 * administrator. The table in {@code docs/providers/okta.md} is made of it, the scopes that are asked for are its, and a
 * test compares it with what a whole run of the contract asked for.
 */
enum Operation {
    GROUP_GET(
            "GET /api/v1/groups/{id}",
            Operation.GROUPS,
            Operation.GROUPS,
            "looks; verifies; each change",
            GroupMembership.KIND),
    GROUP_LIST(
            "GET /api/v1/groups",
            Operation.GROUPS,
            Operation.GROUPS,
            "discovery; drift scan, with * alone",
            GroupMembership.KIND),
    GROUP_USERS(
            "GET /api/v1/groups/{id}/users",
            Operation.GROUPS,
            Operation.GROUPS,
            "drift scan; users who are gone",
            GroupMembership.KIND),
    GROUP_RULES(
            "GET /api/v1/groups/rules",
            Operation.GROUPS,
            Operation.GROUPS,
            "finds rules that feed the group",
            GroupMembership.KIND),
    GROUP_ADD(
            "PUT /api/v1/groups/{id}/users/{id}",
            "okta.groups.manage",
            "okta.groups.members.manage",
            "assigns",
            GroupMembership.KIND),
    GROUP_REMOVE(
            "DELETE /api/v1/groups/{id}/users/{id}",
            "okta.groups.manage",
            "okta.groups.members.manage",
            "revokes",
            GroupMembership.KIND),
    USER_GROUPS(
            "GET /api/v1/users/{id}/groups",
            Operation.USERS,
            Operation.USERS,
            "looks; each change",
            GroupMembership.KIND),
    APP_GET(
            "GET /api/v1/apps/{id}",
            Operation.APPS,
            Operation.APPS,
            "looks; verifies; each change",
            AppAssignment.KIND),
    APP_LIST(
            "GET /api/v1/apps",
            Operation.APPS,
            Operation.APPS,
            "discovery; drift scan, with * alone",
            AppAssignment.KIND),
    APP_USER(
            "GET /api/v1/apps/{id}/users/{id}",
            Operation.APPS,
            Operation.APPS,
            "looks; each change",
            AppAssignment.KIND),
    APP_USERS("GET /api/v1/apps/{id}/users", Operation.APPS, Operation.APPS, "drift scan", AppAssignment.KIND),
    APP_ASSIGN(
            "POST /api/v1/apps/{id}/users",
            "okta.apps.manage",
            "okta.apps.assignment.manage",
            "assigns",
            AppAssignment.KIND),
    APP_UNASSIGN(
            "DELETE /api/v1/apps/{id}/users/{id}",
            "okta.apps.manage",
            "okta.apps.assignment.manage",
            "revokes",
            AppAssignment.KIND),
    ROLE_OF_USER(
            "GET /api/v1/users/{id}/roles",
            Operation.ROLES,
            Operation.SUPER,
            "looks; each change; drift scan",
            AdminRole.KIND),
    ROLE_USERS(
            "GET /api/v1/iam/assignees/users",
            Operation.ROLES,
            Operation.SUPER,
            "drift scan; users who are gone",
            AdminRole.KIND),
    ROLE_CUSTOM(
            "GET /api/v1/iam/roles/{id}", Operation.ROLES, Operation.SUPER, "verifies custom roles", AdminRole.KIND),
    ROLE_SET(
            "GET /api/v1/iam/resource-sets/{id}",
            Operation.ROLES,
            Operation.SUPER,
            "verifies custom roles",
            AdminRole.KIND),
    ROLE_ASSIGN("POST /api/v1/users/{id}/roles", "okta.roles.manage", Operation.SUPER, "assigns", AdminRole.KIND),
    ROLE_UNASSIGN(
            "DELETE /api/v1/users/{id}/roles/{id}", "okta.roles.manage", Operation.SUPER, "revokes", AdminRole.KIND),
    USER_GET("GET /api/v1/users/{id}", Operation.USERS, Operation.USERS, "sees a suspended user; assigns"),
    USER_LIST("GET /api/v1/users", Operation.USERS, Operation.USERS, "finds the user by login or email"),
    SESSIONS(
            "DELETE /api/v1/users/{id}/sessions",
            "okta.users.manage",
            "okta.users.lifecycle.clearSessions",
            "ends sessions, where that is switched on"),
    LOG(
            "GET /api/v1/logs",
            "okta.logs.read",
            "a standard role that sees the System Log",
            "activity, where switched on");

    private static final String GROUPS = "okta.groups.read";
    private static final String USERS = "okta.users.read";
    private static final String APPS = "okta.apps.read";
    private static final String ROLES = "okta.roles.read";
    private static final String SUPER = "Super Administrator";

    private final String request;
    private final String scope;
    private final String right;
    private final String use;

    @SuppressWarnings("ImmutableEnumChecker") // of a record
    private final Optional<EntitlementKind> kind;

    Operation(String request, String scope, String right, String use) {
        this(request, scope, right, use, Optional.empty());
    }

    Operation(String request, String scope, String right, String use, EntitlementKind kind) {
        this(request, scope, right, use, Optional.of(kind));
    }

    Operation(String request, String scope, String right, String use, Optional<EntitlementKind> kind) {
        this.request = request;
        this.scope = scope;
        this.right = right;
        this.use = use;
        this.kind = kind;
    }

    /** Method and path, with {@code {id}} for every id. */
    String request() {
        return request;
    }

    String scope() {
        return scope;
    }

    /** The permission of a custom administrator role, or what takes its place. */
    String right() {
        return right;
    }

    String use() {
        return use;
    }

    /** Which kinds need it; empty for whatever is handed out. */
    Optional<EntitlementKind> kind() {
        return kind;
    }

    /** The operations that are needed for what is switched on. */
    static List<Operation> of(Set<EntitlementKind> kinds, boolean sessions, boolean log) {
        return List.of(values()).stream()
                .filter(operation -> operation.kind().map(kinds::contains).orElse(true))
                .filter(operation -> operation != SESSIONS || sessions)
                .filter(operation -> operation != LOG || log)
                .toList();
    }

    static Set<String> scopes(List<Operation> operations) {
        return operations.stream().map(Operation::scope).collect(Collectors.toCollection(TreeSet::new));
    }
}
