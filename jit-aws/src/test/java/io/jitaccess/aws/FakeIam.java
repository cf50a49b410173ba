package io.jitaccess.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitaccess.testkit.TestClock;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * IAM of the account 123456789012. Rules: adding a member who is there succeeds, removing one who is not is {@code
 * NoSuchEntity} (moto 5.2.1); a user has at most ten groups, more are {@code LimitExceeded} 409 (IAM guide, quotas).
 */
final class FakeIam implements FakeAws.Service {

    static final String ACCOUNT = "123456789012";

    private static final int GROUPS_OF_A_USER = 10;

    final Set<String> users = new TreeSet<>();
    /** How long their sessions may last, where it is not an hour. */
    final Map<String, Integer> longest = new LinkedHashMap<>();

    final Set<String> roles = new TreeSet<>(Set.of("jit-library"));
    /** Where a role is not one that accounts may assume: its path, and its trust policy. */
    final Map<String, String> paths = new LinkedHashMap<>();

    final Map<String, String> trusts = new LinkedHashMap<>();
    final FakeManagedPolicies managed = new FakeManagedPolicies();
    final FakeInlinePolicies policies = new FakeInlinePolicies();
    final Map<String, Set<String>> groups = new LinkedHashMap<>();

    private record State(Map<String, Set<String>> groups, Map<String, Map<String, String>> policies) {}

    private final Shown<State> shown;

    FakeIam(TestClock clock) {
        this.shown = new Shown<>(
                clock,
                () -> new State(
                        groups.entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, each -> Set.copyOf(each.getValue()))),
                        policies.copy()));
    }

    private static final int SIMULATED_AT_ONCE = 3;

    /** What the library's own account may not do. */
    final Set<String> denied = new TreeSet<>();

    /** How many of a user's groups a page has at most: fewer than asked for, as IAM may (API reference, ListGroupsForUser). */
    int mostGroups = Integer.MAX_VALUE;

    /** What its simulator has no result for. */
    final Set<String> unanswered = new TreeSet<>();

    @Override
    public Object answer(String operation, JsonNode request) {
        return switch (operation) {
            case "GetUser" -> Map.of("User", user(userOf(request)));
            case "ListGroupsForUser" -> {
                String user = userOf(request);
                yield page(
                        "Groups",
                        request,
                        groups.keySet().stream()
                                .filter(group -> seen(group).contains(user))
                                .map(FakeIam::group)
                                .toList(),
                        mostGroups);
            }
            case "GetGroup" -> {
                String group = groupOf(request);
                Map<String, Object> page = page(
                        "Users",
                        request,
                        seen(group).stream().sorted().map(FakeIam::user).toList());
                page.put("Group", group(group));
                yield page;
            }
            case "ListGroups" ->
                page(
                        "Groups",
                        request,
                        groups.keySet().stream().map(FakeIam::group).toList());
            case "AddUserToGroup" -> add(groupOf(request), userOf(request));
            case "RemoveUserFromGroup" -> {
                if (!members(groupOf(request)).remove(userOf(request))) {
                    throw missing("The user is not in the group.");
                }
                yield Map.of();
            }
            case "GetRole" -> Map.of("Role", role(roleOf(request)));
            case "ListUsers" ->
                page("Users", request, users.stream().map(FakeIam::user).toList());
            case "ListRoles" ->
                page("Roles", request, roles.stream().map(this::role).toList());
            case "GetUserPolicy" -> policies.get(seenPolicies(userArn(userOf(request))), "UserName", request);
            case "PutUserPolicy" -> policies.put(userArn(userOf(request)), request);
            case "DeleteUserPolicy" -> policies.delete(userArn(userOf(request)), request);
            case "ListUserPolicies" -> policies.list(seenPolicies(userArn(userOf(request))), request);
            case "GetRolePolicy" -> policies.get(seenPolicies(roleArn(roleOf(request))), "RoleName", request);
            case "PutRolePolicy" -> policies.put(roleArn(roleOf(request)), request);
            case "DeleteRolePolicy" -> policies.delete(roleArn(roleOf(request)), request);
            case "ListRolePolicies" -> policies.list(seenPolicies(roleArn(roleOf(request))), request);
            case "ListPolicies" -> managed.list(request);
            case "GetPolicyVersion" -> managed.version(request);
            case "SimulatePrincipalPolicy" -> simulate(request);
            default -> throw new AwsFault(400, "InvalidAction", operation);
        };
    }

    private Object add(String group, String user) {
        long has = groups.values().stream().filter(all -> all.contains(user)).count();
        if (has >= GROUPS_OF_A_USER && !members(group).contains(user)) {
            throw new AwsFault(409, "LimitExceeded", "Cannot exceed quota for GroupsPerUser: 10");
        }
        members(group).add(user);
        return Map.of();
    }

    /**
     * Of users, groups and roles alone, and no session; with resources each is told of (API reference, EvaluationResult). A page
     * may have fewer results than asked for (API reference, MaxItems).
     */
    private Object simulate(JsonNode request) {
        if (!text(request, "PolicySourceArn").startsWith("arn:aws:iam::")) {
            throw new AwsFault(400, "InvalidInput", "Invalid Entity Arn");
        }
        List<Map<String, Object>> results = new ArrayList<>();
        int from = request.has("Marker") ? Integer.parseInt(text(request, "Marker")) : 1;
        int next = from;
        for (; next < from + SIMULATED_AT_ONCE && request.has("ActionNames.member." + next); next++) {
            String action = text(request, "ActionNames.member." + next);
            if (unanswered.contains(action)) {
                continue;
            }
            List<Map<String, Object>> each = new ArrayList<>();
            for (int j = 1; request.has("ResourceArns.member." + j); j++) {
                String resource = text(request, "ResourceArns.member." + j);
                each.add(Map.of(
                        "EvalResourceName",
                        resource,
                        "EvalResourceDecision",
                        decision(denied.contains(action) || denied.contains(action + " " + resource))));
            }
            results.add(Map.of(
                    "EvalActionName",
                    action,
                    "EvalDecision",
                    decision(denied.contains(action)),
                    "ResourceSpecificResults",
                    each));
        }
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("EvaluationResults", results);
        boolean more = request.has("ActionNames.member." + next);
        page.put("IsTruncated", more);
        if (more) {
            page.put("Marker", String.valueOf(next));
        }
        return page;
    }

    private static String decision(boolean denied) {
        return denied ? "implicitDeny" : "allowed";
    }

    @Override
    public void notice() {
        shown.notice();
    }

    @Override
    public void lag(Duration behind) {
        shown.lag(behind);
    }

    private Set<String> seen(String group) {
        return shown.seen().groups().getOrDefault(group, Set.of());
    }

    private Map<String, String> seenPolicies(String arn) {
        return shown.seen().policies().getOrDefault(arn, Map.of());
    }

    private Set<String> members(String group) {
        return groups.getOrDefault(group, new TreeSet<>());
    }

    private String userOf(JsonNode request) {
        String name = text(request, "UserName");
        return users.stream()
                .filter(user -> user.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> missing("The user with name " + name + " cannot be found."));
    }

    private String roleOf(JsonNode request) {
        String name = text(request, "RoleName");
        if (!roles.contains(name)) {
            throw missing("The role with name " + name + " cannot be found.");
        }
        return name;
    }

    static String userArn(String name) {
        return "arn:aws:iam::" + ACCOUNT + ":user/" + name;
    }

    static String roleArn(String name) {
        return "arn:aws:iam::" + ACCOUNT + ":role/jit/" + name;
    }

    private String groupOf(JsonNode request) {
        String name = text(request, "GroupName");
        return groups.keySet().stream()
                .filter(group -> group.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> missing("The group with name " + name + " cannot be found."));
    }

    static String text(JsonNode request, String name) {
        return request.path(name).asString("");
    }

    private static Map<String, Object> user(String name) {
        return Map.of(
                "UserName",
                name,
                "Path",
                "/",
                "UserId",
                "AIDA" + name,
                "Arn",
                "arn:aws:iam::" + ACCOUNT + ":user/" + name);
    }

    private static Map<String, Object> group(String name) {
        return Map.of(
                "GroupName",
                name,
                "Path",
                "/",
                "GroupId",
                "AGPA" + name,
                "Arn",
                "arn:aws:iam::" + ACCOUNT + ":group/" + name);
    }

    private Map<String, Object> role(String name) {
        return Map.of(
                "MaxSessionDuration",
                longest.getOrDefault(name, 3_600),
                "RoleName",
                name,
                "Path",
                paths.getOrDefault(name, "/jit/"),
                "RoleId",
                "AROA" + name,
                "Arn",
                "arn:aws:iam::" + ACCOUNT + ":role" + paths.getOrDefault(name, "/jit/") + name,
                "AssumeRolePolicyDocument",
                URLEncoder.encode(trusts.getOrDefault(name, trust("{\"AWS\":\"" + ACCOUNT + "\"}")), UTF_8));
    }

    /** A trust policy that lets those in. */
    static String trust(String principal) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":" + principal
                + ",\"Action\":\"sts:AssumeRole\"}]}";
    }

    static Map<String, Object> page(String name, JsonNode request, List<?> all) {
        return page(name, request, all, Integer.MAX_VALUE);
    }

    private static Map<String, Object> page(String name, JsonNode request, List<?> all, int most) {
        int from = Integer.parseInt(request.path("Marker").asString("0"));
        int asked = Integer.parseInt(request.path("MaxItems").asString("100"));
        int to = Math.min(all.size(), from + Math.min(asked, most));
        Map<String, Object> page = new LinkedHashMap<>();
        page.put(name, all.subList(Math.min(from, to), to));
        page.put("IsTruncated", to < all.size());
        if (to < all.size()) {
            page.put("Marker", Integer.toString(to));
        }
        return page;
    }

    static AwsFault missing(String message) {
        return new AwsFault(404, "NoSuchEntity", message);
    }
}
