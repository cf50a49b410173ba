package io.jitaccess.azure;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses of the REST reference, as far as this module asks for them. Case does not count in them. */
enum FakeRoute {
    ASSIGNMENT_PUT("roleAssignments: create", "PUT", "(.*)/providers/Microsoft.Authorization/roleAssignments/([^/]+)"),
    ASSIGNMENT_DELETE(
            "roleAssignments: delete", "DELETE", "(.*)/providers/Microsoft.Authorization/roleAssignments/([^/]+)"),
    ASSIGNMENTS_LIST(
            "roleAssignments: list for scope", "GET", "(.*)/providers/Microsoft.Authorization/roleAssignments"),
    DEFINITION_GET("roleDefinitions: get", "GET", "(.*)/providers/Microsoft.Authorization/roleDefinitions/([^/]+)"),
    DEFINITIONS_LIST("roleDefinitions: list", "GET", "(.*)/providers/Microsoft.Authorization/roleDefinitions"),
    PIM_INSTANCES(
            "roleAssignmentScheduleInstances: list for scope",
            "GET",
            "(.*)/providers/Microsoft.Authorization/roleAssignmentScheduleInstances"),
    PIM_REQUESTS(
            "roleAssignmentScheduleRequests: list for scope",
            "GET",
            "(.*)/providers/Microsoft.Authorization/roleAssignmentScheduleRequests"),
    PIM_REQUEST_GET(
            "roleAssignmentScheduleRequests: get",
            "GET",
            "(.*)/providers/Microsoft.Authorization/roleAssignmentScheduleRequests/([^/]+)"),
    PIM_REQUEST_PUT(
            "roleAssignmentScheduleRequests: create",
            "PUT",
            "(.*)/providers/Microsoft.Authorization/roleAssignmentScheduleRequests/([^/]+)"),
    PERMISSIONS("permissions: list", "GET", "(.*)/providers/Microsoft.Authorization/permissions"),
    ACTIVITY("activityLogs: list", "GET", "(.*)/providers/Microsoft.Insights/eventtypes/management/values");

    private final String api;
    private final String method;
    private final Pattern path;

    FakeRoute(String api, String method, String path) {
        this.api = api;
        this.method = method;
        this.path = Pattern.compile(path, Pattern.CASE_INSENSITIVE);
    }

    static FakeRoute of(String method, String path) {
        return Arrays.stream(values())
                .filter(route ->
                        route.method.equals(method) && route.path.matcher(path).matches())
                .findFirst()
                .orElseThrow(() -> new AssertionError("the fake knows no " + method + " " + path));
    }

    String api() {
        return api;
    }

    boolean writes() {
        return !method.equals("GET");
    }

    Matcher match(String path) {
        Matcher matcher = this.path.matcher(path);
        matcher.matches();
        return matcher;
    }
}
