package io.jitaccess.okta;

import io.jitaccess.testkit.TestClock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One organisation: routes a request to what answers it. Methods and paths are those of Okta's description of its API
 * (developer.okta.com/docs/api/openapi/okta-management/management, which the profile {@code okta-openapi} compares them
 * with); any other is E0000008 (developer.okta.com/docs/reference/error-codes). Called under a lock.
 */
final class FakeOrg {

    private static final Pattern ID = Pattern.compile("(?<=/)(?:[0-9A-Za-z]{20}|[A-Za-z0-9]*[0-9@%][^/]*)(?=/|$)");

    final TestClock clock;
    final FakeUsers users;
    final FakeGroups groups;
    final FakeApps apps;
    final FakeRoles roles;
    final FakeLog log;

    FakeOrg(TestClock clock, String base) {
        this.clock = clock;
        this.users = new FakeUsers(base);
        this.log = new FakeLog(base);
        this.groups = new FakeGroups(clock, base, users);
        this.apps = new FakeApps(base, users, this::read);
        this.roles = new FakeRoles(base, users, this::read);
    }

    private Instant read() {
        return clock.now().minus(groups.lag);
    }

    /** Called after every change. */
    void note() {
        apps.note(clock.now());
        roles.note(clock.now());
    }

    /** Method and path with {@code {id}} for each id, as the manifest writes it. */
    static String operation(FakeRequest request) {
        return request.method() + " /api/v1" + ID.matcher(local(request)).replaceAll("{id}");
    }

    private static String local(FakeRequest request) {
        return request.path()
                .substring(Math.min("/api/v1".length(), request.path().length()));
    }

    FakeAnswer answer(FakeRequest request) {
        List<String> ids = Arrays.stream(local(request).split("/"))
                .filter(part -> ID.matcher("/" + part).find())
                .toList();
        return switch (operation(request)) {
            case "GET /api/v1/groups/{id}" -> groups.get(ids.get(0));
            case "GET /api/v1/groups" -> groups.list(request);
            case "GET /api/v1/groups/rules" -> groups.rules(request);
            case "GET /api/v1/groups/{id}/users" -> groups.members(ids.get(0), request);
            case "PUT /api/v1/groups/{id}/users/{id}" -> groups.put(ids.get(0), ids.get(1));
            case "DELETE /api/v1/groups/{id}/users/{id}" -> groups.delete(ids.get(0), ids.get(1));
            case "GET /api/v1/users/{id}/groups" -> groups.of(ids.get(0), request);
            case "GET /api/v1/users/{id}" ->
                FakeAnswer.ok(users.required(ids.get(0)).shown());
            case "GET /api/v1/users" -> users.list(request);
            case "DELETE /api/v1/users/{id}/sessions" -> users.clearSessions(ids.get(0), request);
            case "GET /api/v1/apps/{id}" -> apps.get(ids.get(0));
            case "GET /api/v1/apps" -> apps.list(request);
            case "GET /api/v1/apps/{id}/users" -> apps.assigned(ids.get(0), request);
            case "GET /api/v1/apps/{id}/users/{id}" -> apps.user(ids.get(0), ids.get(1));
            case "POST /api/v1/apps/{id}/users" -> apps.assign(ids.get(0), request);
            case "DELETE /api/v1/apps/{id}/users/{id}" -> apps.unassign(ids.get(0), ids.get(1));
            case "GET /api/v1/users/{id}/roles" -> roles.list(ids.get(0));
            case "POST /api/v1/users/{id}/roles" -> roles.assign(ids.get(0), request);
            case "DELETE /api/v1/users/{id}/roles/{id}" -> roles.unassign(ids.get(0), ids.get(1));
            case "GET /api/v1/iam/assignees/users" -> roles.assignees(request);
            case "GET /api/v1/iam/roles/{id}" -> FakeRoles.custom(ids.get(0), FakeRoles.CUSTOM, "Role");
            case "GET /api/v1/iam/resource-sets/{id}" -> FakeRoles.custom(ids.get(0), FakeRoles.SET, "ResourceSet");
            case "GET /api/v1/logs" -> log.list(request);
            default -> throw new FakeFault(404, "E0000008", "The requested path was not found");
        };
    }
}
