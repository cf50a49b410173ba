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
    GROUP_GET("GET /api/v1/groups/{id}", Operation.GROUPS_READ, "okta.groups.read", "looks; verifies; each change"),
    GROUP_LIST(
            "GET /api/v1/groups", Operation.GROUPS_READ, "okta.groups.read", "discovery and drift scan, with * alone"),
    GROUP_USERS("GET /api/v1/groups/{id}/users", Operation.GROUPS_READ, "okta.groups.read", "drift scan"),
    GROUP_RULES(
            "GET /api/v1/groups/rules",
            Operation.GROUPS_READ,
            "okta.groups.read",
            "finds rules that feed the group; verifies; each change"),
    GROUP_ADD("PUT /api/v1/groups/{id}/users/{id}", "okta.groups.manage", "okta.groups.members.manage", "assigns"),
    GROUP_REMOVE(
            "DELETE /api/v1/groups/{id}/users/{id}", "okta.groups.manage", "okta.groups.members.manage", "revokes"),
    USER_GROUPS("GET /api/v1/users/{id}/groups", Operation.USERS_READ, Operation.USERS_READ, "looks; each change"),
    USER_GET("GET /api/v1/users/{id}", Operation.USERS_READ, Operation.USERS_READ, "sees a suspended user; assigns"),
    USER_LIST("GET /api/v1/users", Operation.USERS_READ, Operation.USERS_READ, "finds the user by login or email"),
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

    private static final String GROUPS_READ = "okta.groups.read";
    private static final String USERS_READ = "okta.users.read";

    private final String request;
    private final String scope;
    private final String right;
    private final String use;

    Operation(String request, String scope, String right, String use) {
        this.request = request;
        this.scope = scope;
        this.right = right;
        this.use = use;
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
        return name().startsWith("GROUP_") || this == USER_GROUPS
                ? Optional.of(GroupMembership.KIND)
                : Optional.empty();
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
