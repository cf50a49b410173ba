package io.jitaccess.gcp;

import static io.jitaccess.gcp.ResourceType.BUCKET;
import static io.jitaccess.gcp.ResourceType.FOLDER;
import static io.jitaccess.gcp.ResourceType.ORGANIZATION;
import static io.jitaccess.gcp.ResourceType.PROJECT;
import static io.jitaccess.gcp.ResourceType.SERVICE_ACCOUNT;

import io.jitaccess.entitlement.EntitlementKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every operation that this provider makes: the least that the library's own account must be allowed. The table in
 * {@code docs/providers/gcp.md} is made of it, and a test compares it with what a whole run of the contract asked for.
 */
enum Operation {
    PROJECT_READ(
            "cloudresourcemanager.projects.getIamPolicy", PROJECT, "getIamPolicy", "sees, lists and verifies access"),
    PROJECT_WRITE("cloudresourcemanager.projects.setIamPolicy", PROJECT, "setIamPolicy", "gives and takes access"),
    PROJECT_CHECK(
            "cloudresourcemanager.projects.testIamPermissions",
            "iam-binding, service-account-token",
            "",
            "self-check, of the right to read the log too"),
    FOLDER_READ("cloudresourcemanager.folders.getIamPolicy", FOLDER, "getIamPolicy", "sees, lists and verifies access"),
    FOLDER_WRITE("cloudresourcemanager.folders.setIamPolicy", FOLDER, "setIamPolicy", "gives and takes access"),
    FOLDER_CHECK("cloudresourcemanager.folders.testIamPermissions", FOLDER, null, "self-check"),
    ORGANIZATION_READ(
            "cloudresourcemanager.organizations.getIamPolicy",
            ORGANIZATION,
            "getIamPolicy",
            "sees, lists and verifies access"),
    ORGANIZATION_WRITE(
            "cloudresourcemanager.organizations.setIamPolicy", ORGANIZATION, "setIamPolicy", "gives and takes access"),
    ORGANIZATION_CHECK("cloudresourcemanager.organizations.testIamPermissions", ORGANIZATION, null, "self-check"),
    ACCOUNT_READ(
            "iam.projects.serviceAccounts.getIamPolicy",
            SERVICE_ACCOUNT,
            "getIamPolicy",
            "sees, lists and verifies access"),
    ACCOUNT_WRITE(
            "iam.projects.serviceAccounts.setIamPolicy", SERVICE_ACCOUNT, "setIamPolicy", "gives and takes access"),
    ACCOUNT_CHECK(
            "iam.projects.serviceAccounts.testIamPermissions",
            "iam-binding, service-account-token",
            "",
            "self-check; verifies whether tokens can be made"),
    BUCKET_READ("storage.buckets.getIamPolicy", BUCKET, "getIamPolicy", "sees, lists and verifies access"),
    BUCKET_WRITE("storage.buckets.setIamPolicy", BUCKET, "setIamPolicy", "gives and takes access"),
    BUCKET_GET("storage.buckets.get", BUCKET, "get", "verifies uniform access; finds the project whose log is read"),
    BUCKET_CHECK("storage.buckets.testIamPermissions", BUCKET, null, "self-check"),

    TOKEN(
            "iamcredentials.projects.serviceAccounts.generateAccessToken",
            "service-account-token",
            "iam.serviceAccounts.getAccessToken",
            "mints tokens; on each service account of jit.gcp.service-accounts"),
    GROUP_LOOKUP("cloudidentity.groups.lookup", "group-membership", Operation.MANAGER, "finds the group"),
    GROUP_GET("cloudidentity.groups.get", "group-membership", Operation.MANAGER, "verifies; discovery"),
    MEMBERSHIP_LOOKUP("cloudidentity.groups.memberships.lookup", "group-membership", Operation.MANAGER, "sees access"),
    MEMBERSHIP_GET("cloudidentity.groups.memberships.get", "group-membership", Operation.MANAGER, "sees access"),
    MEMBERSHIP_LIST(
            "cloudidentity.groups.memberships.list",
            "group-membership",
            Operation.MANAGER,
            "lists access; tells who is no member; self-check"),
    MEMBERSHIP_CREATE("cloudidentity.groups.memberships.create", "group-membership", Operation.MANAGER, "gives access"),
    MEMBERSHIP_CHANGE(
            "cloudidentity.groups.memberships.modifyMembershipRoles",
            "group-membership",
            Operation.MANAGER,
            "moves an end"),
    MEMBERSHIP_DELETE("cloudidentity.groups.memberships.delete", "group-membership", Operation.MANAGER, "takes access"),

    PROJECT_SEARCH(
            "cloudresourcemanager.projects.search",
            "iam-binding",
            "resourcemanager.projects.get",
            "only with projects/*"),
    ROLES_GRANTABLE("iam.roles.queryGrantableRoles", "iam-binding", "", "discovery"),
    ROLE_GET("iam.roles.get", "iam-binding", "", "verifies Google's own roles"),
    PROJECT_ROLE_GET("iam.projects.roles.get", "iam-binding", "iam.roles.get", "verifies a project's custom roles"),
    ORGANIZATION_ROLE_GET(
            "iam.organizations.roles.get", "iam-binding", "iam.roles.get", "verifies an organization's custom roles"),
    LOG_READ(
            "logging.entries.list",
            "iam-binding, service-account-token",
            Operation.LOG_ENTRIES + ", " + Operation.LOG_PRIVATE_ENTRIES,
            "activity");

    static final String LOG_ENTRIES = "logging.logEntries.list";
    static final String LOG_PRIVATE_ENTRIES = "logging.privateLogEntries.list";

    /** Cloud Identity has no permissions of IAM: a group's manager, or an administrator's role, may do all of it. */
    private static final String MANAGER = "manager of the group, or Groups Admin";

    private final String api;
    private final String kinds;
    private final @Nullable ResourceType on;
    private final String right;
    private final String purpose;

    Operation(String api, ResourceType on, @Nullable String verb, String purpose) {
        this.api = api;
        this.kinds = "iam-binding";
        this.on = on;
        this.right = verb == null ? "" : on.permission(verb);
        this.purpose = purpose;
    }

    Operation(String api, String kinds, String right, String purpose) {
        this.api = api;
        this.kinds = kinds;
        this.on = null;
        this.right = right;
        this.purpose = purpose;
    }

    /** The method's name in Google's discovery documents. */
    String api() {
        return api;
    }

    /** The permission it takes; empty if none. */
    String right() {
        return right;
    }

    /** Which kinds need it, and on what. */
    String kinds() {
        return on == null ? kinds : kinds + " on " + on.prefix().replaceAll("/$", "");
    }

    boolean isFor(EntitlementKind kind) {
        return List.of(kinds.split(", ")).contains(kind.value());
    }

    String purpose() {
        return purpose;
    }

    /** The permissions that access to resources of the type takes, on each of them. */
    static List<String> rightsOn(ResourceType type) {
        return Arrays.stream(values())
                .filter(operation ->
                        Optional.ofNullable(operation.on).filter(type::equals).isPresent())
                .map(Operation::right)
                .filter(right -> !right.isEmpty())
                .toList();
    }
}
