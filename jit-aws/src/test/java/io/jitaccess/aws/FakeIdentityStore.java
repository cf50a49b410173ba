package io.jitaccess.aws;

import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Groups and memberships of one identity store. Rules: a second membership is refused with {@code ConflictException} and
 * {@code UNIQUENESS_CONSTRAINT_VIOLATION}, a missing one with {@code ResourceNotFoundException} (API reference,
 * CreateGroupMembership and GetGroupMembershipId, as in botocore's model 1.43.11); pages hold at most 100 (there).
 */
final class FakeIdentityStore implements FakeAws.Service {

    static final String STORE = "d-1234567890";

    private static final int PAGE = 100;

    record Membership(String id, String group, String user) {}

    final Map<String, String> users = new LinkedHashMap<>();
    final Map<String, String> groups = new LinkedHashMap<>();
    final List<Membership> memberships = new ArrayList<>();
    private final Shown<List<Membership>> shown;

    FakeIdentityStore(TestClock clock) {
        this.shown = new Shown<>(clock, () -> List.copyOf(memberships));
    }

    /** @return the new user's id */
    String user(String name) {
        String id = UUID.randomUUID().toString();
        users.put(id, name);
        return id;
    }

    /** @return the new group's id */
    String group(String name) {
        String id = "9067642ac7-" + UUID.randomUUID();
        groups.put(id, name);
        return id;
    }

    Optional<Membership> membership(String group, String user) {
        return memberships.stream()
                .filter(each -> each.group().equals(group.toLowerCase(Locale.ROOT))
                        && each.user().equals(user))
                .findFirst();
    }

    void add(String group, String user) {
        if (membership(group, user).isEmpty()) {
            memberships.add(new Membership(UUID.randomUUID().toString(), group.toLowerCase(Locale.ROOT), user));
        }
    }

    @Override
    public Object answer(String operation, JsonNode request) {
        if (!STORE.equals(request.path("IdentityStoreId").asString(""))) {
            throw missing("IDENTITY_STORE");
        }
        return switch (operation) {
            case "GetUserId" -> getUserId(request);
            case "GetGroupMembershipId" ->
                Map.of("MembershipId", required(request, shown.seen()).id(), "IdentityStoreId", STORE);
            case "DescribeGroup" -> describe(groupOf(request));
            case "CreateGroupMembership" -> create(request);
            case "DeleteGroupMembership" -> delete(request.path("MembershipId").asString());
            case "ListGroups" ->
                page(
                        "Groups",
                        request,
                        groups.keySet().stream().map(this::describe).toList());
            case "ListGroupMemberships" -> {
                String group = groupOf(request);
                yield page(
                        "GroupMemberships",
                        request,
                        shown.seen().stream()
                                .filter(each -> each.group().equals(group))
                                .map(FakeIdentityStore::shown)
                                .toList());
            }
            default -> throw new AwsFault(400, "UnknownOperationException", operation);
        };
    }

    @Override
    public void notice() {
        shown.notice();
    }

    @Override
    public void lag(Duration behind) {
        shown.lag(behind);
    }

    private Object getUserId(JsonNode request) {
        JsonNode unique = request.path("AlternateIdentifier").path("UniqueAttribute");
        String name = unique.path("AttributeValue").asString("");
        return users.entrySet().stream()
                .filter(user -> user.getValue().equalsIgnoreCase(name))
                .findFirst()
                .map(user -> Map.of("UserId", user.getKey(), "IdentityStoreId", STORE))
                .orElseThrow(() -> missing("USER"));
    }

    private Object create(JsonNode request) {
        String group = groupOf(request);
        String user = request.path("MemberId").path("UserId").asString("");
        if (!users.containsKey(user)) {
            throw missing("USER");
        }
        if (membership(group, user).isPresent()) {
            throw new AwsFault(400, "ConflictException", "Member and Group already exist")
                    .with("Reason", "UNIQUENESS_CONSTRAINT_VIOLATION");
        }
        add(group, user);
        return Map.of("MembershipId", required(request, memberships).id(), "IdentityStoreId", STORE);
    }

    private Object delete(String id) {
        if (!memberships.removeIf(each -> each.id().equals(id))) {
            throw missing("GROUP_MEMBERSHIP");
        }
        return Map.of();
    }

    private Membership required(JsonNode request, List<Membership> among) {
        String group = groupOf(request);
        String user = request.path("MemberId").path("UserId").asString("");
        return among.stream()
                .filter(each -> each.group().equals(group) && each.user().equals(user))
                .findFirst()
                .orElseThrow(() -> missing("GROUP_MEMBERSHIP"));
    }

    private String groupOf(JsonNode request) {
        String id = request.path("GroupId").asString("").toLowerCase(Locale.ROOT);
        if (!groups.containsKey(id)) {
            throw missing("GROUP");
        }
        return id;
    }

    private Map<String, Object> describe(String id) {
        return Map.of("GroupId", id, "DisplayName", groups.getOrDefault(id, ""), "IdentityStoreId", STORE);
    }

    private static Map<String, Object> shown(Membership membership) {
        return Map.of(
                "MembershipId",
                membership.id(),
                "GroupId",
                membership.group(),
                "MemberId",
                Map.of("UserId", membership.user()),
                "IdentityStoreId",
                STORE);
    }

    static Map<String, Object> page(String name, JsonNode request, List<?> all) {
        int from = Integer.parseInt(request.path("NextToken").asString("0"));
        int to = Math.min(
                all.size(), from + Math.min(PAGE, request.path("MaxResults").asInt(PAGE)));
        Map<String, Object> page = new LinkedHashMap<>();
        page.put(name, all.subList(Math.min(from, to), to));
        if (to < all.size()) {
            page.put("NextToken", Integer.toString(to));
        }
        return page;
    }

    private static AwsFault missing(String type) {
        return new AwsFault(400, "ResourceNotFoundException", type + " not found").with("ResourceType", type);
    }
}
