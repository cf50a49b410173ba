package io.jitaccess.azure;

import io.jitaccess.entitlement.EntitlementKind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Every operation that this provider asks Azure for: the least that the library's own account must be allowed. The table
 * in {@code docs/providers/azure.md} is made of it, the self-check asks for it, and a test compares it with what a whole
 * run of the contract asked for.
 */
enum Operation {
    ASSIGNMENTS_LIST("roleAssignments: list for scope", Operation.READ, "sees, lists and counts access", all()),
    ASSIGNMENT_PUT(
            "roleAssignments: create",
            "Microsoft.Authorization/roleAssignments/write",
            "gives access; moves an end",
            direct()),
    ASSIGNMENT_DELETE(
            "roleAssignments: delete", "Microsoft.Authorization/roleAssignments/delete", "takes access", direct()),
    DEFINITION_GET(
            "roleDefinitions: get",
            "Microsoft.Authorization/roleDefinitions/read",
            "verifies; finds the data actions that a condition has to end",
            all()),
    DEFINITIONS_LIST("roleDefinitions: list", "Microsoft.Authorization/roleDefinitions/read", "discovery", all()),
    PIM_INSTANCES(
            "roleAssignmentScheduleInstances: list for scope",
            Operation.READ,
            "sees and lists access; asks whether there is a licence",
            pim()),
    PIM_REQUESTS("roleAssignmentScheduleRequests: list for scope", Operation.READ, "tells which access is ours", pim()),
    PIM_REQUEST_GET("roleAssignmentScheduleRequests: get", Operation.READ, "follows a request", pim()),
    PIM_REQUEST_PUT(
            "roleAssignmentScheduleRequests: create",
            // as Azure's list of operations names it; of the built-in roles Owner and User Access Administrator have it
            "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
            "gives and takes access; moves an end",
            pim()),
    PERMISSIONS("permissions: list", "Microsoft.Authorization/permissions/read", "self-check", all()),
    ACTIVITY("activityLogs: list", "Microsoft.Insights/eventtypes/values/read", "activity", all());

    static final String READ = "Microsoft.Authorization/roleAssignments/read";

    private final String api;
    private final String right;
    private final String purpose;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<EntitlementKind> kinds;

    Operation(String api, String right, String purpose, Set<EntitlementKind> kinds) {
        this.api = api;
        this.right = right;
        this.purpose = purpose;
        this.kinds = kinds;
    }

    /** The operation in Azure's REST reference. */
    String api() {
        return api;
    }

    /** The action that it takes. */
    String right() {
        return right;
    }

    String purpose() {
        return purpose;
    }

    /** Empty for all. */
    Set<EntitlementKind> kinds() {
        return kinds;
    }

    boolean isFor(EntitlementKind kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    static List<Operation> of(EntitlementKind kind) {
        return Arrays.stream(values()).filter(each -> each.isFor(kind)).toList();
    }

    private static Set<EntitlementKind> all() {
        return Set.of();
    }

    private static Set<EntitlementKind> pim() {
        return Set.of(Descriptors.PIM);
    }

    private static Set<EntitlementKind> direct() {
        return Set.of(Descriptors.PLAIN, Descriptors.STORAGE);
    }
}
