package io.jitaccess.entra;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.jitaccess.entra.FakeGraph.Refusal;
import io.jitaccess.entra.FakeGraph.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Users, and groups with their members. */
final class FakeDirectory {

    private static final Pattern BY_NAME = Pattern.compile("userPrincipalName eq '(.*)' or mail eq '\\1'");
    private static final Pattern BY_ID = Pattern.compile("id eq '([^']+)'");
    private static final Pattern REFERENCE = Pattern.compile("http.*/v1\\.0/directoryObjects/([0-9a-f-]{36})");

    private final Clock clock;
    private final Map<String, String> users = new LinkedHashMap<>();
    private final Map<String, JsonObject> groups = new HashMap<>();
    private final Map<String, Set<String>> members = new HashMap<>();
    /** Who was a member since when, for reads that lag behind: by group and person. */
    private final Map<String, TreeMap<Instant, Boolean>> history = new HashMap<>();

    final List<String> ended = new ArrayList<>();
    final FakePim pim;
    private Duration lag = Duration.ZERO;

    FakeDirectory(Clock clock) {
        this.clock = clock;
        this.pim = new FakePim(clock, this);
    }

    synchronized void user(String id, String mail) {
        users.put(id, mail);
    }

    synchronized void group(String id) {
        JsonObject group = new JsonObject();
        group.addProperty("id", id);
        group.addProperty("displayName", "Group " + id.charAt(0));
        group.add("groupTypes", new JsonArray());
        group.addProperty("mailEnabled", false);
        groups.put(id, group);
        members.put(id, new LinkedHashSet<>());
    }

    /** Changes what is said of a group. */
    synchronized JsonObject group(String id, java.util.function.Consumer<JsonObject> change) {
        change.accept(groups.get(id));
        return groups.get(id);
    }

    synchronized void remove(String group) {
        groups.remove(group);
    }

    /** Queries are answered from an index that follows with this delay (learn.microsoft.com/graph/aad-advanced-queries). */
    synchronized void lag(Duration behind) {
        lag = behind;
    }

    /** When what is read now was so. */
    Instant read() {
        return clock.instant().minus(lag);
    }

    synchronized boolean isMember(String group, String person) {
        pim.expire();
        return members.getOrDefault(group, Set.of()).contains(person);
    }

    synchronized void put(String group, String person) {
        if (members.get(group).add(person)) {
            note(group, person, true);
        }
    }

    synchronized void take(String group, String person) {
        if (members.getOrDefault(group, new LinkedHashSet<>()).remove(person)) {
            note(group, person, false);
        }
    }

    synchronized boolean hasUser(String id) {
        return users.containsKey(id);
    }

    synchronized boolean hasGroup(String id) {
        return groups.containsKey(id);
    }

    private void note(String group, String person, boolean there) {
        history.computeIfAbsent(group + person, none -> new TreeMap<>()).put(clock.instant(), there);
    }

    private boolean wasMember(String group, String person) {
        if (lag.isZero()) {
            return members.get(group).contains(person);
        }
        Map.Entry<Instant, Boolean> then =
                history.getOrDefault(group + person, new TreeMap<>()).floorEntry(read());
        return then != null && then.getValue();
    }

    synchronized Reply reply(FakeRequest request, String base) {
        pim.expire();
        return switch (request.route()) {
            case GROUP_READ -> Reply.of(200, known(request.part(1)));
            case MEMBERS_READ -> list(request, base);
            case MEMBER_ADD -> add(request);
            case MEMBER_REMOVE -> removeMember(request);
            case MEMBER_DELETE -> {
                // learn.microsoft.com/graph/api/group-delete-members: without $ref the member itself is deleted
                users.remove(request.part(2));
                yield Reply.of(204);
            }
            case USER_FIND -> find(request, base);
            case USER_READ -> Reply.of(200, user(knownUser(request.part(1))));
            case SESSIONS_END -> {
                // learn.microsoft.com/graph/api/user-revokesigninsessions
                ended.add(knownUser(request.part(1)));
                JsonObject body = new JsonObject();
                body.addProperty("value", true);
                yield Reply.of(200, body);
            }
            default -> pim.reply(request, base);
        };
    }

    private Reply list(FakeRequest request, String base) {
        String group = request.part(1);
        known(group);
        String filter = request.query("$filter");
        if (filter.isEmpty()) {
            return FakePages.page(
                    request,
                    base,
                    members.get(group).stream().map(FakeDirectory::user).toList());
        }
        Matcher byId = BY_ID.matcher(filter);
        // learn.microsoft.com/graph/aad-advanced-queries: filters of members take the header and the count
        if (!byId.matches()
                || !request.consistencyLevel().equals(Optional.of("eventual"))
                || !request.query("$count").equals("true")) {
            throw new Refusal(400, "Request_UnsupportedQuery", "Unsupported Query.");
        }
        String person = byId.group(1);
        return FakePages.page(request, base, wasMember(group, person) ? List.of(user(person)) : List.of());
    }

    private Reply add(FakeRequest request) {
        String group = request.part(1);
        JsonObject about = known(group);
        Matcher reference = REFERENCE.matcher(request.field("@odata.id"));
        if (!reference.matches()) {
            // a model that was sent before goes out empty: microsoft-graph's backing store
            throw new Refusal(400, "Request_BadRequest", "A valid reference must be specified.");
        }
        String person = reference.group(1);
        writable(about);
        if (!users.containsKey(person)) {
            throw missing(person);
        }
        if (members.get(group).contains(person)) {
            // learn.microsoft.com/graph/api/group-post-members: 400 for a member that is there already
            throw new Refusal(
                    400,
                    "Request_BadRequest",
                    "One or more added object references already exist for the following modified properties: 'members'.");
        }
        put(group, person);
        return Reply.of(204);
    }

    private Reply removeMember(FakeRequest request) {
        String group = request.part(1);
        String person = request.part(2);
        writable(known(group));
        if (!members.get(group).contains(person)) {
            throw missing(person);
        }
        take(group, person);
        pim.removed(group, person);
        return Reply.of(204);
    }

    /** learn.microsoft.com/graph/api/group-post-members and group-delete-members. */
    private static void writable(JsonObject group) {
        boolean dynamic = group.getAsJsonArray("groupTypes").toString().contains("DynamicMembership");
        boolean synced = group.has("onPremisesSyncEnabled")
                && group.get("onPremisesSyncEnabled").getAsBoolean();
        if (dynamic || synced) {
            throw new Refusal(400, "Request_BadRequest", "Unable to update the specified properties for this group.");
        }
    }

    /** A quote within a literal is doubled (learn.microsoft.com/graph/filter-query-parameter). */
    private Reply find(FakeRequest request, String base) {
        Matcher name = BY_NAME.matcher(request.query("$filter"));
        if (!name.matches() || name.group(1).replace("''", "").contains("'")) {
            throw new Refusal(400, "BadRequest", "Invalid filter clause: There is an unterminated literal.");
        }
        String mail = name.group(1).replace("''", "'");
        return FakePages.page(
                request,
                base,
                users.entrySet().stream()
                        .filter(user -> user.getValue().equalsIgnoreCase(mail))
                        .map(user -> user(user.getKey()))
                        .toList());
    }

    private static JsonObject user(String id) {
        JsonObject user = new JsonObject();
        user.addProperty("@odata.type", "#microsoft.graph.user");
        user.addProperty("id", id);
        return user;
    }

    private JsonObject known(String group) {
        if (!groups.containsKey(group)) {
            throw missing(group);
        }
        return groups.get(group);
    }

    private String knownUser(String id) {
        if (!users.containsKey(id)) {
            throw missing(id);
        }
        return id;
    }

    /** 404 (learn.microsoft.com/graph/errors), with the code that directory objects answer. */
    private static Refusal missing(String id) {
        return new Refusal(
                404,
                "Request_ResourceNotFound",
                "Resource '" + id
                        + "' does not exist or one of its queried reference-property objects are not present.");
    }
}
