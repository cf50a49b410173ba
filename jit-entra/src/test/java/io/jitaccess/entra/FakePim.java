package io.jitaccess.entra;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.jitaccess.entra.FakeGraph.Refusal;
import io.jitaccess.entra.FakeGraph.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Privileged Identity Management: schedules of memberships and of roles. The codes of its refusals are those that others
 * report; {@link PimRefusal} names where.
 */
final class FakePim {

    /** An assignment that is in force. */
    record Schedule(String target, String person, Instant made, Optional<Instant> end, boolean activated) {}

    private static final Duration FLOOR = Duration.ofMinutes(5);
    private static final Pattern TERM = Pattern.compile("(groupId|principalId|roleDefinitionId) eq '([^']+)'");

    private final Clock clock;
    private final FakeDirectory directory;
    private final List<Schedule> schedules = new ArrayList<>();
    /** Since when there were which, for reads that lag behind. */
    private final TreeMap<Instant, List<Schedule>> history = new TreeMap<>();

    private final Map<String, String> roles = new HashMap<>();
    private final Set<String> switchedOff = new HashSet<>();
    private final Map<String, Integer> polls = new HashMap<>();
    private boolean licensed = true;
    private boolean keepsSchedules;
    private String rules = "";
    private int pending;
    private String last = "";

    FakePim(Clock clock, FakeDirectory directory) {
        this.clock = clock;
        this.directory = directory;
    }

    /** Guarded by the directory, as all of its state. */
    void role(String id, String name) {
        roles.put(id, name);
    }

    void switchOff(String role) {
        switchedOff.add(role);
    }

    void withoutLicence() {
        licensed = false;
    }

    /** A removal past PIM leaves PIM's own record as it was: not documented, and so assumed. */
    void keepSchedules() {
        keepsSchedules = true;
    }

    /** The settings of PIM refuse requests by these rules. */
    void policy(String failed) {
        rules = failed;
    }

    /** Requests are not finished before they were asked about so often, and end with that status. */
    void slow(int looks, String status) {
        pending = looks;
        last = status;
    }

    void put(Schedule schedule) {
        synchronized (directory) {
            schedules.add(schedule);
            note();
            if (schedule.target().startsWith("group:")) {
                directory.put(schedule.target().substring(6), schedule.person());
            }
        }
    }

    void take(String target, String person) {
        synchronized (directory) {
            schedules.removeIf(is(target, person));
            note();
            if (target.startsWith("group:")) {
                directory.take(target.substring(6), person);
            }
        }
    }

    List<Schedule> found(String target, String person) {
        synchronized (directory) {
            expire();
            return schedules.stream().filter(is(target, person)).toList();
        }
    }

    private static java.util.function.Predicate<Schedule> is(String target, String person) {
        return schedule -> schedule.target().equals(target) && schedule.person().equals(person);
    }

    /** What has ended is gone, the member with it (learn.microsoft.com/.../privilegedidentitymanagement-for-groups-api-overview). */
    void expire() {
        List<Schedule> ended = schedules.stream()
                .filter(schedule -> schedule.end()
                        .filter(end -> !end.isAfter(clock.instant()))
                        .isPresent())
                .toList();
        if (schedules.removeAll(ended)) {
            note();
        }
        ended.stream()
                .filter(schedule -> schedule.target().startsWith("group:")
                        && schedules.stream().noneMatch(is(schedule.target(), schedule.person())))
                .forEach(schedule -> directory.take(schedule.target().substring(6), schedule.person()));
    }

    /** A member was removed directly. */
    void removed(String group, String person) {
        if (!keepsSchedules) {
            schedules.removeIf(is("group:" + group, person));
            note();
        }
    }

    private void note() {
        history.put(clock.instant(), List.copyOf(schedules));
    }

    /** Reads follow with the directory's delay; what a request is checked against does not: not documented, and so assumed. */
    private List<Schedule> read() {
        Map.Entry<Instant, List<Schedule>> then = history.floorEntry(directory.read());
        return then == null ? List.of() : then.getValue();
    }

    Reply reply(FakeRequest request, String base) {
        if (request.route() == FakeRoute.ROLE_DEFINITION) {
            return definition(request.part(1));
        }
        if (!licensed) {
            // also on reads: Azure-MG-Sub-Governance-Reporting issue 114
            throw refused(
                    PimRefusal.UNLICENSED, "The tenant needs to have Microsoft Entra ID P2 or Governance license.");
        }
        return switch (request.route()) {
            case PIM_GROUP_REQUEST -> ask(request, "group:" + request.field("groupId"));
            case ROLE_REQUEST ->
                ask(request, "role:" + request.field("roleDefinitionId") + "@" + request.field("directoryScopeId"));
            case PIM_GROUP_STATUS, ROLE_STATUS -> status(request.part(1));
            case PIM_GROUP_READ, ROLE_READ -> instances(request, base);
            default -> throw new AssertionError(request.line());
        };
    }

    /** learn.microsoft.com/graph/api/privilegedaccessgroup-post-assignmentschedulerequests and its twin of roles. */
    private Reply ask(FakeRequest request, String target) {
        String person = request.field("principalId");
        String action = request.field("action");
        checked(target, person);
        Optional<Schedule> assigned = schedules.stream()
                .filter(is(target, person))
                .filter(schedule -> !schedule.activated())
                .findFirst();
        switch (action) {
            case "adminAssign" -> {
                if (assigned.isPresent()) {
                    throw refused(PimRefusal.EXISTS, "The Role assignment already exists.");
                }
                Optional<Instant> end = Optional.of(end(request.body(), clock.instant()));
                put(new Schedule(target, person, clock.instant(), end, false));
            }
            case "adminUpdate" -> {
                Schedule old = assigned.orElseThrow(FakePim::missing);
                Optional<Instant> end = Optional.of(end(request.body(), start(request.body())));
                schedules.remove(old);
                put(new Schedule(target, person, old.made(), end, false));
            }
            case "adminRemove" -> {
                Schedule old = assigned.orElseThrow(FakePim::missing);
                // learn.microsoft.com/entra/id-governance/privileged-identity-management/groups-assign-member-owner
                if (clock.instant().isBefore(old.made().plus(FLOOR))) {
                    throw refused(PimRefusal.TOO_SHORT, "The active duration is too short. Minimum required is 5 min.");
                }
                schedules.remove(old);
                note();
                if (target.startsWith("group:") && schedules.stream().noneMatch(is(target, person))) {
                    directory.take(target.substring(6), person);
                }
            }
            default -> throw new Refusal(400, "BadRequest", "unknown action " + action);
        }
        String id = UUID.randomUUID().toString();
        polls.put(id, pending);
        String done = action.equals("adminRemove") ? "Revoked" : "Provisioned";
        return Reply.of(201, request(id, pending > 0 ? "PendingProvisioning" : done));
    }

    private void checked(String target, String person) {
        if (!directory.hasUser(person)) {
            throw new Refusal(404, "SubjectNotFound", "The subject is not found.");
        }
        boolean there = target.startsWith("group:")
                ? directory.hasGroup(target.substring(6))
                : roles.containsKey(target.substring(5, target.indexOf('@')));
        if (!there) {
            throw new Refusal(404, "ResourceNotFound", "The resource is not found.");
        }
    }

    /** A request without an end, as a model that was sent before makes it, is against the default settings of PIM. */
    private Instant end(JsonObject body, Instant start) {
        JsonObject schedule = object(body, "scheduleInfo");
        JsonObject expiration = object(schedule, "expiration");
        if (!rules.isEmpty()) {
            throw refused(PimRefusal.POLICY, "The following policy rules failed: [\"" + rules + "\"]");
        }
        if (!expiration.has("endDateTime")
                || !expiration.get("type").getAsString().equals("afterDateTime")) {
            throw refused(PimRefusal.POLICY, "The following policy rules failed: [\"ExpirationRule\"]");
        }
        Instant end = java.time.OffsetDateTime.parse(
                        expiration.get("endDateTime").getAsString())
                .toInstant();
        if (end.isBefore(start.plus(FLOOR))) {
            throw refused(PimRefusal.TOO_SHORT, "The active duration is too short. Minimum required is 5 min.");
        }
        return end;
    }

    private static Instant start(JsonObject body) {
        return java.time.OffsetDateTime.parse(
                        object(body, "scheduleInfo").get("startDateTime").getAsString())
                .toInstant();
    }

    private static JsonObject object(JsonObject in, String name) {
        @Nullable JsonElement value = in.get(name);
        return value == null || !value.isJsonObject() ? new JsonObject() : value.getAsJsonObject();
    }

    /** learn.microsoft.com/graph/api/privilegedaccessgroupassignmentschedulerequest-get */
    private Reply status(String id) {
        Integer left = polls.get(id);
        if (left == null) {
            throw new Refusal(404, "ResourceNotFound", "The resource is not found.");
        }
        polls.put(id, Math.max(0, left - 1));
        return Reply.of(200, request(id, left > 1 ? "PendingProvisioning" : last));
    }

    private static JsonObject request(String id, String status) {
        JsonObject request = new JsonObject();
        request.addProperty("id", id);
        request.addProperty("status", status);
        return request;
    }

    private Reply instances(FakeRequest request, String base) {
        Map<String, String> terms = new HashMap<>();
        for (String term : request.query("$filter").split(" and ")) {
            Matcher matcher = TERM.matcher(term);
            if (!matcher.matches()) {
                // learn.microsoft.com/graph/api/privilegedaccessgroup-list-assignmentscheduleinstances: a filter is
                // needed
                throw new Refusal(400, "BadRequest", "unsupported filter " + term);
            }
            terms.put(matcher.group(1), matcher.group(2));
        }
        boolean groups = request.route() == FakeRoute.PIM_GROUP_READ;
        if (groups && terms.containsKey("groupId") && !directory.hasGroup(terms.get("groupId"))) {
            throw new Refusal(404, "ResourceNotFound", "The resource is not found.");
        }
        List<JsonObject> found = read().stream()
                .filter(schedule -> schedule.target().startsWith(groups ? "group:" : "role:"))
                .map(FakePim::instance)
                .filter(instance -> terms.entrySet().stream()
                        .allMatch(term ->
                                instance.get(term.getKey()).getAsString().equals(term.getValue())))
                .toList();
        return FakePages.page(request, base, found);
    }

    private static JsonObject instance(Schedule schedule) {
        JsonObject instance = new JsonObject();
        instance.addProperty("principalId", schedule.person());
        schedule.end().ifPresent(end -> instance.addProperty("endDateTime", end.toString()));
        instance.addProperty("startDateTime", schedule.made().toString());
        String target = schedule.target();
        if (target.startsWith("group:")) {
            instance.addProperty("groupId", target.substring(6));
            instance.addProperty("accessId", "member");
            instance.addProperty("memberType", "direct");
            instance.addProperty("assignmentType", schedule.activated() ? "activated" : "assigned");
        } else {
            int at = target.indexOf('@');
            instance.addProperty("roleDefinitionId", target.substring(5, at));
            instance.addProperty("directoryScopeId", target.substring(at + 1));
            instance.addProperty("memberType", "Direct");
            instance.addProperty("assignmentType", schedule.activated() ? "Activated" : "Assigned");
        }
        return instance;
    }

    /** learn.microsoft.com/graph/api/unifiedroledefinition-get */
    private Reply definition(String id) {
        if (!roles.containsKey(id)) {
            throw new Refusal(404, "Request_ResourceNotFound", "Resource '" + id + "' does not exist.");
        }
        JsonObject role = new JsonObject();
        role.addProperty("id", id);
        role.addProperty("displayName", roles.get(id));
        role.addProperty("isEnabled", !switchedOff.contains(id));
        return Reply.of(200, role);
    }

    private static Refusal missing() {
        return refused(PimRefusal.MISSING, "The Role assignment does not exist.");
    }

    private static Refusal refused(PimRefusal refusal, String message) {
        return new Refusal(400, refusal.code(), message);
    }
}
