package io.jitaccess.entra;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The addresses of Graph 1.0, as its documentation names them; the version stands before them, but not in a batch. */
enum FakeRoute {
    GROUP_READ("GET", "/groups/([^/]+)"),
    MEMBERS_READ("GET", "/groups/([^/]+)/members"),
    MEMBER_ADD("POST", "/groups/([^/]+)/members/\\$ref"),
    MEMBER_REMOVE("DELETE", "/groups/([^/]+)/members/([^/]+)/\\$ref"),
    /** What nobody should ask for: it deletes the member itself. */
    MEMBER_DELETE("DELETE", "/groups/([^/]+)/members/([^/]+)"),
    USER_FIND("GET", "/users"),
    USER_READ("GET", "/users/([^/]+)"),
    SESSIONS_END("POST", "/users/([^/]+)/revokeSignInSessions"),
    PIM_GROUP_REQUEST("POST", "/identityGovernance/privilegedAccess/group/assignmentScheduleRequests"),
    PIM_GROUP_STATUS("GET", "/identityGovernance/privilegedAccess/group/assignmentScheduleRequests/([^/]+)"),
    PIM_GROUP_READ("GET", "/identityGovernance/privilegedAccess/group/assignmentScheduleInstances"),
    ROLE_REQUEST("POST", "/roleManagement/directory/roleAssignmentScheduleRequests"),
    ROLE_STATUS("GET", "/roleManagement/directory/roleAssignmentScheduleRequests/([^/]+)"),
    ROLE_READ("GET", "/roleManagement/directory/roleAssignmentScheduleInstances"),
    ROLE_DEFINITION("GET", "/roleManagement/directory/roleDefinitions/([^/]+)"),
    AUDITS_READ("GET", "/auditLogs/directoryAudits"),
    SIGN_INS_READ("GET", "/auditLogs/signIns");

    private final String method;
    private final String template;
    private final Pattern path;

    FakeRoute(String method, String path) {
        this.method = method;
        this.template = path.replace("([^/]+)", "{id}").replace("\\", "");
        this.path = Pattern.compile(path);
    }

    static Optional<FakeRoute> of(String method, String path) {
        return Arrays.stream(values())
                .filter(route ->
                        route.method.equals(method) && route.path.matcher(path).matches())
                .findFirst();
    }

    /** As a manifest names it. */
    String api() {
        return method + " " + template;
    }

    Pattern path() {
        return path;
    }

    boolean writes() {
        return !method.equals("GET");
    }
}
