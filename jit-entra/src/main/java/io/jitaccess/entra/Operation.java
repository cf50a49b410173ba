package io.jitaccess.entra;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every operation that this provider makes: the least that the library's own account must be allowed. The table in
 * {@code docs/providers/entra.md} is made of it, the self-check asks for it, and a test compares it with what a whole run
 * of the contract asked for. Rights are application permissions of Microsoft Graph.
 */
enum Operation {
    GROUP_READ("GET /groups/{id}", Of.GROUPS, "GroupMember.ReadWrite.All", "verifies; before each assign"),
    MEMBERS_READ("GET /groups/{id}/members", Of.GROUPS, "GroupMember.ReadWrite.All", "sees and lists access"),
    MEMBER_ADD(
            "POST /groups/{id}/members/$ref",
            Of.PLAIN,
            "GroupMember.ReadWrite.All",
            "gives access; with groups that may hold roles RoleManagement.ReadWrite.Directory, too"),
    MEMBER_REMOVE(
            "DELETE /groups/{id}/members/{id}/$ref",
            Of.GROUPS,
            "GroupMember.ReadWrite.All",
            "takes access; through PIM in its first five minutes"),
    PIM_REQUEST(
            "POST /identityGovernance/privilegedAccess/group/assignmentScheduleRequests",
            Of.PIM,
            "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup",
            "gives and takes access, moves an end"),
    PIM_STATUS(
            "GET /identityGovernance/privilegedAccess/group/assignmentScheduleRequests/{id}",
            Of.PIM,
            "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup",
            "follows a request to its end"),
    PIM_READ(
            "GET /identityGovernance/privilegedAccess/group/assignmentScheduleInstances",
            Of.PIM,
            "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup",
            "sees and lists access; finds out about the licence"),
    ROLE_REQUEST(
            "POST /roleManagement/directory/roleAssignmentScheduleRequests",
            Of.ROLES,
            "RoleAssignmentSchedule.ReadWrite.Directory",
            "gives and takes access, moves an end"),
    ROLE_STATUS(
            "GET /roleManagement/directory/roleAssignmentScheduleRequests/{id}",
            Of.ROLES,
            "RoleAssignmentSchedule.ReadWrite.Directory",
            "follows a request to its end"),
    ROLE_READ(
            "GET /roleManagement/directory/roleAssignmentScheduleInstances",
            Of.ROLES,
            "RoleAssignmentSchedule.ReadWrite.Directory",
            "sees and lists access; finds out about the licence"),
    ROLE_DEFINITION(
            "GET /roleManagement/directory/roleDefinitions/{id}",
            Of.ROLES,
            "RoleManagement.Read.Directory",
            "verifies; discovery"),
    USER_FIND("GET /users", Of.ALL, "User.ReadBasic.All", "finds a person's account"),
    USER_READ("GET /users/{id}", Of.ALL, "User.ReadBasic.All", "finds the account that an attribute names"),
    SESSIONS_END(
            "POST /users/{id}/revokeSignInSessions",
            Of.ALL,
            "User.RevokeSessions.All",
            "ends sign-ins; only if switched on"),
    AUDITS_READ("GET /auditLogs/directoryAudits", Of.ALL, "AuditLog.Read.All", "activity"),
    SIGN_INS_READ("GET /auditLogs/signIns", Of.ALL, "AuditLog.Read.All", "activity");

    /** Which kinds share an operation. */
    private static final class Of {
        static final String PLAIN = "group-membership";
        static final String PIM = "pim-group-membership";
        static final String GROUPS = PLAIN + ", " + PIM;
        static final String ROLES = "directory-role";
        static final String ALL = GROUPS + ", " + ROLES;
    }

    private final String api;
    private final String kinds;
    private final String right;
    private final String purpose;

    Operation(String api, String kinds, String right, String purpose) {
        this.api = api;
        this.kinds = kinds;
        this.right = right;
        this.purpose = purpose;
    }

    /** Method and path, as Graph's documentation names them. */
    String api() {
        return api;
    }

    Set<String> kinds() {
        return Set.of(kinds.split(", ", -1));
    }

    String right() {
        return right;
    }

    String purpose() {
        return purpose;
    }

    /** The rights that access of the kind takes. */
    static Set<String> rights(String kind, boolean sessions) {
        return Arrays.stream(values())
                .filter(operation -> operation.kinds().contains(kind))
                .filter(operation -> sessions || operation != SESSIONS_END)
                .map(Operation::right)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
