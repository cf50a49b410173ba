package io.jitaccess.okta;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Administrators' roles. Where no other source is named, it is the page of the tag RoleAssignmentAUser below
 * developer.okta.com/docs/api/openapi/okta-management/management/tags.
 *
 * <ul>
 *   <li>An assignment has an id of its own, and is answered 201 ("Assign a user role"); it is removed by that id, 204
 *       ("Unassign a user role"). That a group's cannot be removed from a user is assumed.
 *   <li>A second one of a role is refused with E0000090 (developer.okta.com/docs/reference/error-codes; the status 409 is a
 *       guess), and a role or a resource set that is not there with E0000001, which is assumed.
 *   <li>Roles of groups are listed beside a user's own, and told apart by their assignmentType ("List all user role
 *       assignments").
 *   <li>IAM-based standard roles are asked for as other standard ones are, and answered as custom ones, with role and
 *       resource-set ("Assign a user role", notes), whose ids are their types
 *       (developer.okta.com/docs/concepts/role-assignment, "Custom role assignment for IAM-based standard roles").
 *   <li>The list of assignees pages in its body, 100 at a time ("List all users with role assignments").
 *   <li>Lists may lag behind writes as those of groups do: of roles that is not documented, and so assumed.
 * </ul>
 */
final class FakeRoles {

    static final String CUSTOM = "cr0CustomCustomCust1";
    static final String SET = "iamSetSetSetSetSetS1";

    /** Standard roles that Okta has over resource sets of its own. */
    private static final Map<String, String> IAM_BASED = Map.of(
            "ACCESS_CERTIFICATIONS_ADMIN", "ACCESS_CERTIFICATIONS_IAM_POLICY",
            "ACCESS_REQUESTS_ADMIN", "ACCESS_REQUESTS_IAM_POLICY");

    record Given(String id, String type, String role, String set, String by) {
        boolean isSame(Given other) {
            return type.equals(other.type) && role.equals(other.role) && set.equals(other.set) && by.equals(other.by);
        }

        Map<String, Object> shown(boolean asCustom) {
            boolean iamBased = IAM_BASED.containsKey(type);
            Map<String, Object> shown = new TreeMap<>(Map.of("id", id, "status", "ACTIVE", "assignmentType", by));
            shown.put("type", iamBased && asCustom ? "CUSTOM" : type);
            if (!role.isEmpty() || iamBased) {
                shown.put("role", iamBased ? type : role);
                shown.put("resource-set", iamBased ? String.valueOf(IAM_BASED.get(type)) : set);
            }
            return shown;
        }
    }

    private final String base;
    private final FakeUsers users;
    private final Supplier<Instant> read;
    private final Map<String, List<Given>> given = new LinkedHashMap<>();
    private final Past<Map<String, List<Given>>> past = new Past<>();
    private int number;

    /** Whether the type of an IAM-based role is told as CUSTOM: Okta's documents do not say. */
    volatile boolean iamBasedAreCustom;

    /** @param read when what is read now was so */
    FakeRoles(String base, FakeUsers users, Supplier<Instant> read) {
        this.base = base;
        this.users = users;
        this.read = read;
    }

    /** Called after every change. */
    void note(Instant now) {
        Map<String, List<Given>> state = new TreeMap<>();
        given.forEach((user, roles) -> state.put(user, List.copyOf(roles)));
        past.note(now, state);
    }

    private Map<String, List<Given>> shown() {
        return past.at(read.get(), Map.of());
    }

    List<Given> of(String user) {
        return given.computeIfAbsent(user, any -> new ArrayList<>());
    }

    Given give(String user, String type, String role, String set, String by) {
        Given made = new Given(FakeUsers.id("ra1", number++), type, role, set, by);
        of(user).add(made);
        return made;
    }

    FakeAnswer list(String user) {
        return FakeAnswer.ok(shown().getOrDefault(users.required(user).id, List.of()).stream()
                .map(given -> given.shown(iamBasedAreCustom))
                .toList());
    }

    FakeAnswer assign(String user, FakeRequest request) {
        users.required(user);
        String type = field(request, "type");
        String role = field(request, "role");
        String set = field(request, "resource-set");
        boolean custom = type.equals("CUSTOM");
        if (custom ? !role.equals(CUSTOM) || !set.equals(SET) : !type.endsWith("_ADMIN")) {
            throw new FakeFault(400, "E0000001", "Api validation failed: role");
        }
        Given asked = new Given("", type, role, set, "USER");
        if (of(user).stream().anyMatch(asked::isSame)) {
            throw new FakeFault(409, "E0000090", "The role specified is already assigned to the user.");
        }
        return FakeAnswer.created(give(user, type, role, set, "USER").shown(iamBasedAreCustom));
    }

    FakeAnswer unassign(String user, String id) {
        users.required(user);
        if (!of(user).removeIf(each -> each.id().equals(id) && each.by().equals("USER"))) {
            throw FakeFault.notFound(id + " (Role)");
        }
        return FakeAnswer.nothing();
    }

    FakeAnswer assignees(FakeRequest request) {
        List<String> all = new ArrayList<>(new TreeSet<>(shown().entrySet().stream()
                .filter(user -> !user.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList()));
        int size = Integer.parseInt(request.query().getOrDefault("limit", "100"));
        int from = Integer.parseInt(request.query().getOrDefault("after", "p0").substring(1));
        int to = Math.min(all.size(), from + size);
        Map<String, Object> links = to < all.size()
                ? Map.of("next", Map.of("href", base + request.path() + "?after=p" + to + "&limit=" + size))
                : Map.of();
        return FakeAnswer.ok(Map.of(
                "value",
                all.subList(Math.min(from, to), to).stream()
                        .map(user -> Map.of("id", user))
                        .toList(),
                "_links",
                links));
    }

    static FakeAnswer custom(String id, String known, String what) {
        if (!id.equals(known)) {
            throw FakeFault.notFound(id + " (" + what + ")");
        }
        return FakeAnswer.ok(Map.of("id", id, "label", what));
    }

    private static String field(FakeRequest request, String name) {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(request.body());
        return matcher.find() ? matcher.group(1) : "";
    }
}
