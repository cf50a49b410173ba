package io.jitaccess.gcp;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** The addresses of the REST APIs, as in their discovery documents. */
enum FakeRoute {
    PROJECT_READ("cloudresourcemanager.projects.getIamPolicy", "policies", "POST", "/v3/(projects/[^/]+):getIamPolicy"),
    PROJECT_WRITE(
            "cloudresourcemanager.projects.setIamPolicy", "policies", "POST", "/v3/(projects/[^/]+):setIamPolicy"),
    PROJECT_CHECK(
            "cloudresourcemanager.projects.testIamPermissions",
            "policies",
            "POST",
            "/v3/(projects/[^/]+):testIamPermissions"),
    FOLDER_READ("cloudresourcemanager.folders.getIamPolicy", "policies", "POST", "/v3/(folders/[^/]+):getIamPolicy"),
    FOLDER_WRITE("cloudresourcemanager.folders.setIamPolicy", "policies", "POST", "/v3/(folders/[^/]+):setIamPolicy"),
    FOLDER_CHECK(
            "cloudresourcemanager.folders.testIamPermissions",
            "policies",
            "POST",
            "/v3/(folders/[^/]+):testIamPermissions"),
    ORGANIZATION_READ(
            "cloudresourcemanager.organizations.getIamPolicy",
            "policies",
            "POST",
            "/v3/(organizations/[^/]+):getIamPolicy"),
    ORGANIZATION_WRITE(
            "cloudresourcemanager.organizations.setIamPolicy",
            "policies",
            "POST",
            "/v3/(organizations/[^/]+):setIamPolicy"),
    ORGANIZATION_CHECK(
            "cloudresourcemanager.organizations.testIamPermissions",
            "policies",
            "POST",
            "/v3/(organizations/[^/]+):testIamPermissions"),
    ACCOUNT_READ(
            "iam.projects.serviceAccounts.getIamPolicy",
            "policies",
            "POST",
            "/v1/projects/-/(serviceAccounts/[^/]+):getIamPolicy"),
    ACCOUNT_WRITE(
            "iam.projects.serviceAccounts.setIamPolicy",
            "policies",
            "POST",
            "/v1/projects/-/(serviceAccounts/[^/]+):setIamPolicy"),
    ACCOUNT_CHECK(
            "iam.projects.serviceAccounts.testIamPermissions",
            "policies",
            "POST",
            "/v1/projects/-/(serviceAccounts/[^/]+):testIamPermissions"),
    BUCKET_READ("storage.buckets.getIamPolicy", "policies", "GET", "/storage/v1/b/([^/]+)/iam"),
    BUCKET_WRITE("storage.buckets.setIamPolicy", "policies", "PUT", "/storage/v1/b/([^/]+)/iam"),
    BUCKET_CHECK("storage.buckets.testIamPermissions", "policies", "GET", "/storage/v1/b/([^/]+)/iam/testPermissions"),
    BUCKET_GET("storage.buckets.get", "policies", "GET", "/storage/v1/b/([^/]+)"),
    PROJECT_SEARCH("cloudresourcemanager.projects.search", "policies", "GET", "/v3/projects:search()"),
    ROLES_GRANTABLE("iam.roles.queryGrantableRoles", "roles", "POST", "/v1/roles:queryGrantableRoles()"),
    ROLE_GET("iam.roles.get", "roles", "GET", "/v1/(roles/[^/]+)"),
    PROJECT_ROLE_GET("iam.projects.roles.get", "roles", "GET", "/v1/(projects/[^/]+/roles/[^/]+)"),
    ORGANIZATION_ROLE_GET("iam.organizations.roles.get", "roles", "GET", "/v1/(organizations/[^/]+/roles/[^/]+)"),
    TOKEN(
            "iamcredentials.projects.serviceAccounts.generateAccessToken",
            "tokens",
            "POST",
            "/v1/projects/-/serviceAccounts/([^/]+):generateAccessToken"),
    GROUP_LOOKUP("cloudidentity.groups.lookup", "groups", "GET", "/v1/groups:lookup()"),
    GROUP_GET("cloudidentity.groups.get", "groups", "GET", "/v1/(groups/[^/]+)"),
    MEMBERSHIP_LOOKUP(
            "cloudidentity.groups.memberships.lookup", "groups", "GET", "/v1/(groups/[^/]+)/memberships:lookup"),
    MEMBERSHIP_GET("cloudidentity.groups.memberships.get", "groups", "GET", "/v1/(groups/[^/]+/memberships/[^/]+)"),
    MEMBERSHIP_LIST("cloudidentity.groups.memberships.list", "groups", "GET", "/v1/(groups/[^/]+)/memberships"),
    MEMBERSHIP_CREATE("cloudidentity.groups.memberships.create", "groups", "POST", "/v1/(groups/[^/]+)/memberships"),
    MEMBERSHIP_CHANGE(
            "cloudidentity.groups.memberships.modifyMembershipRoles",
            "groups",
            "POST",
            "/v1/(groups/[^/]+/memberships/[^/]+):modifyMembershipRoles"),
    MEMBERSHIP_DELETE(
            "cloudidentity.groups.memberships.delete", "groups", "DELETE", "/v1/(groups/[^/]+/memberships/[^/]+)"),
    LOG_READ("logging.entries.list", "log", "POST", "/v2/entries:list()");

    private static final Set<String> WRITES =
            Set.of("setIamPolicy", "create", "modifyMembershipRoles", "delete", "generateAccessToken");

    private final String api;
    private final String service;
    private final String method;
    private final Pattern path;

    FakeRoute(String api, String service, String method, String path) {
        this.api = api;
        this.service = service;
        this.method = method;
        this.path = Pattern.compile(path);
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

    String service() {
        return service;
    }

    Pattern path() {
        return path;
    }

    /** Whether it changes anything. */
    boolean writes() {
        return WRITES.contains(verb());
    }

    String verb() {
        return api.substring(api.lastIndexOf('.') + 1);
    }
}
