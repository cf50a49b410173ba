package io.jitaccess.okta;

import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Groups, members and rules. Where no other source is named, it is the page of the tag Group below
 * developer.okta.com/docs/api/openapi/okta-management/management/tags.
 *
 * <ul>
 *   <li>A change of a membership is answered 204 whether it changed anything; only groups of type OKTA_GROUP can be changed
 *       ("Assign a user to a group", "Unassign a user from a group"). That the refusal is E0000006 is assumed.
 *   <li>Types are OKTA_GROUP, APP_GROUP and BUILT_IN, and groups are filtered by type ("List all groups"), 200 at a time here;
 *       members are listed 1000 at a time at most ("List all member users"). A user's groups come in pages (tag
 *       UserResources, "List all groups"); how long one is, is not documented: tests set it.
 *   <li>Rules tell of the groups that they feed, are listed 50 at a time, 200 at most, and feed while they are ACTIVE (tag
 *       GroupRule, "List all group rules").
 *   <li>Who is removed by hand from a group that an active rule put them into becomes an exception of that rule, and stays
 *       out; who was added by hand and matches a rule is managed by it (help.okta.com, "Manually assign people to a group").
 *   <li>Lists may lag behind writes, by a delay that the test sets: Okta documents that for searches of groups ("List all
 *       groups", search), and of direct lists it is assumed.
 * </ul>
 */
final class FakeGroups {

    static final class FakeGroup {
        final String id;
        final String name;
        volatile String type;
        final Map<String, Membership> members = new HashMap<>();

        FakeGroup(String id, String name, String type) {
            this.id = id;
            this.name = name;
            this.type = type;
        }

        Map<String, Object> shown() {
            return Map.of(
                    "id", id, "type", type, "profile", Map.of("name", name), "objectClass", List.of("okta:user_group"));
        }
    }

    static final class FakeRule {
        final String id;
        final Set<String> groups;
        final Set<String> matches = new TreeSet<>();
        final Set<String> exceptions = new TreeSet<>();
        volatile String status = "ACTIVE";

        FakeRule(String id, Set<String> groups) {
            this.id = id;
            this.groups = new TreeSet<>(groups);
        }

        boolean manages(String group, String user) {
            return status.equals("ACTIVE")
                    && groups.contains(group)
                    && matches.contains(user)
                    && !exceptions.contains(user);
        }
    }

    /** @param before what a list that lags still shows */
    private record Membership(boolean present, boolean before, Instant changed) {}

    private final TestClock clock;
    private final String base;
    private final FakeUsers users;
    private final Map<String, FakeGroup> groups = new LinkedHashMap<>();
    private final List<FakeRule> rules = new ArrayList<>();
    volatile Duration lag = Duration.ZERO;

    FakeGroups(TestClock clock, String base, FakeUsers users) {
        this.clock = clock;
        this.base = base;
        this.users = users;
    }

    FakeGroup add(String name, String type) {
        FakeGroup group = new FakeGroup(FakeUsers.id("00g", groups.size()), name, type);
        groups.put(group.id, group);
        return group;
    }

    /** A rule that is active, and puts those who match into the groups. */
    FakeRule rule(Set<String> into, String... matches) {
        FakeRule rule = new FakeRule(FakeUsers.id("0pr", rules.size()), into);
        rule.matches.addAll(List.of(matches));
        rules.add(rule);
        into.forEach(group -> List.of(matches).forEach(user -> set(group, user, true)));
        return rule;
    }

    /** What is really so. */
    boolean isMember(String group, String user) {
        return Optional.ofNullable(groups.get(group))
                .map(found -> found.members.get(user))
                .filter(Membership::present)
                .isPresent();
    }

    void set(String group, String user, boolean present) {
        FakeGroup found = required(group);
        Membership old = found.members.getOrDefault(user, new Membership(false, false, Instant.MIN));
        if (old.present() != present) {
            found.members.put(user, new Membership(present, shows(old), clock.now()));
        }
    }

    private boolean shows(Membership membership) {
        return clock.now().minus(lag).isBefore(membership.changed()) ? membership.before() : membership.present();
    }

    FakeAnswer get(String id) {
        return FakeAnswer.ok(required(id).shown());
    }

    FakeAnswer list(FakeRequest request) {
        String filter = request.query().getOrDefault("filter", "");
        List<Map<String, Object>> found = groups.values().stream()
                .filter(group -> filter.isEmpty() || filter.equals("type eq \"" + group.type + "\""))
                .map(FakeGroup::shown)
                .toList();
        return FakeAnswer.page(request, base, found, 200, 10_000);
    }

    FakeAnswer rules(FakeRequest request) {
        List<Map<String, Object>> found = rules.stream()
                .map(rule -> Map.<String, Object>of(
                        "id",
                        rule.id,
                        "name",
                        "rule " + rule.id,
                        "status",
                        rule.status,
                        "type",
                        "group_rule",
                        "actions",
                        Map.of("assignUserToGroups", Map.of("groupIds", rule.groups))))
                .toList();
        return FakeAnswer.page(request, base, found, 50, 200);
    }

    FakeAnswer members(String id, FakeRequest request) {
        List<Map<String, Object>> found = required(id).members.entrySet().stream()
                .filter(member -> shows(member.getValue()))
                .map(member -> users.required(member.getKey()).shown())
                .toList();
        return FakeAnswer.page(request, base, found, 1000, 1000);
    }

    FakeAnswer of(String user, FakeRequest request) {
        users.required(user);
        List<Map<String, Object>> found = groups.values().stream()
                .filter(group -> Optional.ofNullable(group.members.get(user))
                        .filter(this::shows)
                        .isPresent())
                .map(FakeGroup::shown)
                .toList();
        return FakeAnswer.page(request, base, found, pageOfGroups, pageOfGroups);
    }

    int pageOfGroups = 200;

    FakeAnswer put(String group, String user) {
        changeable(group);
        users.required(user);
        set(group, user, true);
        return FakeAnswer.nothing();
    }

    FakeAnswer delete(String group, String user) {
        changeable(group);
        users.required(user);
        if (isMember(group, user)) {
            rules.stream().filter(rule -> rule.manages(group, user)).forEach(rule -> rule.exceptions.add(user));
            set(group, user, false);
        }
        return FakeAnswer.nothing();
    }

    private void changeable(String id) {
        if (!required(id).type.equals("OKTA_GROUP")) {
            throw FakeFault.forbidden();
        }
    }

    private FakeGroup required(String id) {
        return Optional.ofNullable(groups.get(id)).orElseThrow(() -> FakeFault.notFound(id + " (UserGroup)"));
    }
}
