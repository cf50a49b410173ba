package io.jitaccess.azure;

import io.jitaccess.azure.FakeAssignments.Row;
import io.jitaccess.azure.FakeAzure.Answer;
import io.jitaccess.azure.FakeAzure.Refusal;
import io.jitaccess.azure.FakeAzure.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Privileged Identity Management, as its REST specification of 2020-10-01 and the guides for Azure resources tell. */
final class FakePim {

    /** What is in force from a request's provisioning to its end. */
    record Schedule(String name, Row row, Instant start, Optional<Instant> end) {
        boolean isActive(Instant at) {
            return !at.isBefore(start) && end.filter(end -> !at.isBefore(end)).isEmpty();
        }
    }

    /** A request, kept after it is done. */
    record Asked(String name, String type, Row row, String schedule, String justification, Instant at, String status) {}

    private static final Duration LEAST = Duration.ofMinutes(5);
    private static final Pattern BY_PRINCIPAL = Pattern.compile("principalId eq '([0-9a-fA-F-]{36})'");

    private final Clock clock;
    private final FakeAssignments assignments;
    private final FakeDefinitions definitions;
    private final NavigableMap<Instant, Map<String, Schedule>> history = new ConcurrentSkipListMap<>();
    private final Map<String, Asked> requests = new ConcurrentHashMap<>();
    private final Set<String> strangers = ConcurrentHashMap.newKeySet();
    private volatile boolean licensed = true;
    private volatile Duration longest = Duration.ofDays(365);
    private volatile Duration lag = Duration.ZERO;
    private volatile Duration statusLag = Duration.ZERO;
    private volatile Duration provisioning = Duration.ZERO;
    private volatile Optional<String> outcome = Optional.empty();
    private int pageSize = 2;

    FakePim(Clock clock, FakeAssignments assignments, FakeDefinitions definitions) {
        this.clock = clock;
        this.assignments = assignments;
        this.definitions = definitions;
        history.put(Instant.EPOCH, Map.of());
    }

    private boolean renames;
    private final List<Schedule> activated = new CopyOnWriteArrayList<>();

    void unlicensed() {
        licensed = false;
    }

    /** The longest that the role's settings let an active assignment last. */
    void longest(Duration time) {
        longest = time;
    }

    /** A moved end becomes a schedule of its own; unless switched on it keeps its schedule. Neither is documented. */
    void renamesWhatIsMoved() {
        renames = true;
    }

    /** Somebody activates an eligibility of their own, which is listed first. */
    void activates(String principal, String role, String scope, Instant until) {
        Row row = new Row(UUID.randomUUID().toString(), scope, role, principal, "User", "", "");
        activated.add(new Schedule(row.name(), row, clock.instant(), Optional.of(until)));
    }

    void lag(Duration time) {
        lag = time;
    }

    /** A request is said to be pending for that long, though what it asks for is there already. */
    void statusLag(Duration time) {
        statusLag = time;
    }

    /** Requests are pending for that long. */
    void provisioning(Duration time) {
        provisioning = time;
    }

    /** Every request ends so; blank for answers that name no status. */
    void endsAs(String status) {
        outcome = Optional.of(status);
    }

    /** An object that has not spread to Privileged Identity Management yet. */
    void hasNotSpread(String objectId) {
        strangers.add(objectId);
    }

    void hasSpread(String objectId) {
        strangers.remove(objectId);
    }

    Map<String, Schedule> schedules() {
        return history.lastEntry().getValue();
    }

    void schedules(Map<String, Schedule> all) {
        history.put(clock.instant(), Map.copyOf(all));
    }

    List<Asked> asked() {
        return List.copyOf(requests.values());
    }

    /** The role assignments behind what is active: they show among the others. */
    List<Row> rows(Instant at) {
        return Stream.concat(activated.stream(), history.floorEntry(at).getValue().values().stream())
                .filter(schedule -> schedule.isActive(at))
                .map(Schedule::row)
                .toList();
    }

    /** One at a time: under the lock of the role assignments, which look here, too. */
    Answer answer(Request request) {
        synchronized (assignments) {
            return answered(request);
        }
    }

    private Answer answered(Request request) {
        String scope = assignments.scopes().check(request.scope());
        if (!licensed) {
            // seen on lists, too: Azure-MG-Sub-Governance-Reporting 114
            throw new Refusal(400, "AadPremiumLicenseRequired", "The tenant needs an AAD Premium 2 license.");
        }
        return switch (request.route()) {
            case PIM_REQUEST_PUT -> put(request, scope);
            case PIM_REQUEST_GET -> new Answer(200, json(of(request.name())));
            case PIM_REQUESTS ->
                page(
                        request,
                        scope,
                        requests.values().stream()
                                .filter(each -> isSeen(request, scope, each.row()))
                                .map(each -> (Object) json(of(each.name())))
                                .toList());
            default -> page(request, scope, instances(request, scope));
        };
    }

    private List<Object> instances(Request request, String scope) {
        Instant at = clock.instant().minus(lag);
        List<Object> all = new ArrayList<>();
        activated.stream()
                .filter(schedule -> schedule.isActive(at) && isSeen(request, scope, schedule.row()))
                .forEach(schedule -> all.add(activated(schedule)));
        history.floorEntry(at).getValue().values().stream()
                .filter(schedule -> schedule.isActive(at) && isSeen(request, scope, schedule.row()))
                .forEach(schedule -> all.add(json(schedule)));
        // what was made past it shows as permanent
        assignments.rows().stream()
                .filter(row -> isSeen(request, scope, row))
                .forEach(row -> all.add(json(new Schedule(row.name(), row, Instant.EPOCH, Optional.empty()))));
        return all;
    }

    /** atScope() and the like are of "Use Azure PIM to manage active access with the REST API". */
    private static boolean isSeen(Request request, String scope, Row row) {
        String filter = request.query("$filter").orElse("");
        boolean near = FakeScopes.within(row.scope(), scope) || FakeScopes.within(scope, row.scope());
        if (filter.equals("asTarget()")) {
            return false;
        }
        Matcher principal = BY_PRINCIPAL.matcher(filter);
        if (principal.matches()) {
            return near && row.principal().equalsIgnoreCase(principal.group(1));
        }
        if (!filter.isEmpty() && !filter.equals("asRequestor()")) {
            throw new Refusal(400, "UnsupportedFilter", "The filter '" + filter + "' is not supported.");
        }
        return near;
    }

    private Answer page(Request request, String scope, List<Object> all) {
        int from = Integer.parseInt(request.query("$skipToken").orElse("0"));
        int to = Math.min(all.size(), from + pageSize);
        Map<String, Object> answer = new HashMap<>();
        answer.put("value", all.subList(Math.min(from, to), to));
        if (to < all.size()) {
            String kind = request.route() == FakeRoute.PIM_REQUESTS
                    ? "roleAssignmentScheduleRequests"
                    : "roleAssignmentScheduleInstances";
            String filter = request.query("$filter")
                    .map(text -> "&$filter=" + text.replace(" ", "%20"))
                    .orElse("");
            answer.put(
                    "nextLink",
                    request.root() + scope + "/providers/Microsoft.Authorization/" + kind + "?api-version=2020-10-01"
                            + filter + "&$skipToken=" + to);
        }
        return new Answer(200, answer);
    }

    private Answer put(Request request, String scope) {
        String name = request.name();
        if (requests.containsKey(name)) {
            // pim-resource-roles-activate-your-roles: each request has a new GUID
            throw new Refusal(409, "RoleAssignmentRequestExists", "The request exists already.");
        }
        Map<?, ?> properties = (Map<?, ?>) request.body().getOrDefault("properties", Map.of());
        String role = text(properties, "roleDefinitionId");
        if (!role.toLowerCase(java.util.Locale.ROOT)
                .startsWith(Scope.parse(scope).orElseThrow().top().id())) {
            // terraform-provider-azurerm 31052: an id without the scope's prefix misbehaves
            throw new Refusal(400, "InvalidRoleDefinitionId", "The role definition id lacks the scope.");
        }
        Row row = new Row(UUID.randomUUID().toString(), scope, role, text(properties, "principalId"), "User", "", "");
        definitions.check(row.role());
        if (strangers.contains(row.principal())) {
            // troubleshooting: replication; principalType cannot be told here, it is read-only in the specification
            throw new Refusal(400, "PrincipalNotFound", "The principal does not exist in the directory.");
        }
        String type = text(properties, "requestType");
        Instant now = clock.instant();
        if (requests.values().stream().anyMatch(each -> each.row().isSameTriple(row) && isPending(each))) {
            throw new Refusal(400, "PendingRoleAssignmentRequest", "There is a pending request.");
        }
        Optional<Schedule> there = schedules().values().stream()
                .filter(each -> each.row().isSameTriple(row)
                        && each.end().filter(end -> !now.isBefore(end)).isEmpty())
                .findFirst();
        String justification = text(properties, "justification");
        Map<String, Schedule> all = new HashMap<>(schedules());
        String schedule;
        switch (type) {
            case "AdminAssign" -> {
                if (there.isPresent() || assignments.rows().stream().anyMatch(row::isSameTriple)) {
                    throw new Refusal(400, "RoleAssignmentExists", "The Role assignment already exists.");
                }
                schedule = UUID.randomUUID().toString();
                Instant from = later(start(properties), now).plus(provisioning);
                put(all, new Schedule(schedule, row, from, Optional.of(end(properties, start(properties)))));
            }
            case "AdminUpdate" -> {
                Schedule old = existing(there);
                schedule = renames ? UUID.randomUUID().toString() : old.name();
                Instant end = end(properties, start(properties));
                if (renames) {
                    all.remove(old.name());
                }
                put(all, new Schedule(schedule, old.row(), old.start(), Optional.of(end)));
            }
            case "AdminRemove" -> {
                Schedule old = existing(there);
                schedule = old.name();
                if (now.isBefore(old.start().plus(LEAST))) {
                    // pim-resource-roles-assign-roles: cannot be removed within five minutes
                    throw new Refusal(400, "ActiveDurationTooShort", "The active duration is too short.");
                }
                if (outcome.isEmpty()) {
                    all.remove(schedule);
                }
            }
            default -> throw new Refusal(400, "InvalidRequestType", "The request type " + type + " is for persons.");
        }
        schedules(all);
        Asked asked = new Asked(
                name, type, row, schedule, justification, now, type.equals("AdminRemove") ? "Revoked" : "Provisioned");
        requests.put(name, asked);
        return new Answer(201, json(of(name)));
    }

    private void put(Map<String, Schedule> all, Schedule schedule) {
        if (outcome.isEmpty()) {
            all.put(schedule.name(), schedule);
        }
    }

    private static Schedule existing(Optional<Schedule> there) {
        return there.orElseThrow(
                () -> new Refusal(400, "RoleAssignmentDoesNotExist", "The Role assignment does not exist."));
    }

    private boolean isPending(Asked asked) {
        return clock.instant().isBefore(asked.at().plus(provisioning));
    }

    private Asked of(String name) {
        Asked asked = requests.get(name);
        if (asked == null) {
            throw new Refusal(404, "RoleAssignmentScheduleRequestNotFound", "There is no such request.");
        }
        boolean said = clock.instant().isBefore(asked.at().plus(statusLag));
        String status = said || isPending(asked) ? "PendingProvisioning" : outcome.orElse(asked.status());
        return new Asked(name, asked.type(), asked.row(), asked.schedule(), asked.justification(), asked.at(), status);
    }

    private static Instant start(Map<?, ?> properties) {
        Map<?, ?> info = (Map<?, ?>) properties.get("scheduleInfo");
        return OffsetDateTime.parse(text(info, "startDateTime")).toInstant();
    }

    /** The rules on time: five minutes at least, and what the role's settings say. */
    private Instant end(Map<?, ?> properties, Instant from) {
        Map<?, ?> info = (Map<?, ?>) properties.get("scheduleInfo");
        Map<?, ?> expiration = (Map<?, ?>) info.get("expiration");
        if (!text(expiration, "type").equals("AfterDateTime")) {
            // azure-rest-api-specs 24242: without an end it has become permanent
            throw new AssertionError("a request without an end: " + expiration);
        }
        Instant end = OffsetDateTime.parse(text(expiration, "endDateTime")).toInstant();
        Duration lasts = Duration.between(from, end);
        if (lasts.compareTo(LEAST) < 0) {
            // DCToolbox 50
            throw new Refusal(400, "ActiveDurationTooShort", "The active duration is too short.");
        }
        if (lasts.compareTo(longest) > 0) {
            // terraform-provider-azurerm 22766
            throw new Refusal(
                    400,
                    "RoleAssignmentRequestPolicyValidationFailed",
                    "The following policy rules failed: [\"ExpirationRule\"]");
        }
        return end;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** As "RoleAssignmentScheduleInstance" of the specification tells the two apart. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> activated(Schedule schedule) {
        Map<String, Object> instance = json(schedule);
        ((Map<String, Object>) instance.get("properties")).put("assignmentType", "Activated");
        return instance;
    }

    private static Map<String, Object> json(Schedule schedule) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "scope", schedule.row().scope(),
                "roleDefinitionId", schedule.row().roleId(),
                "principalId", schedule.row().principal(),
                "principalType", FakeAssignments.type(schedule.row()),
                "roleAssignmentScheduleId",
                        schedule.row().scope() + "/providers/Microsoft.Authorization/roleAssignmentSchedules/"
                                + schedule.name(),
                "startDateTime", schedule.start().toString(),
                "assignmentType", "Assigned",
                "memberType", "Direct",
                "status", "Provisioned"));
        schedule.end().ifPresent(end -> properties.put("endDateTime", end.toString()));
        return Map.of("name", schedule.name() + "-i", "properties", properties);
    }

    private static Map<String, Object> json(Asked asked) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "scope", asked.row().scope(),
                "roleDefinitionId", asked.row().roleId(),
                "principalId", asked.row().principal(),
                "requestType", asked.type(),
                "justification", asked.justification(),
                "targetRoleAssignmentScheduleId",
                        asked.row().scope() + "/providers/Microsoft.Authorization/roleAssignmentSchedules/"
                                + asked.schedule()));
        if (!asked.status().isEmpty()) {
            properties.put("status", asked.status());
        }
        return Map.of("name", asked.name(), "properties", properties);
    }

    private static String text(Map<?, ?> properties, String name) {
        return properties.get(name) instanceof String value ? value : "";
    }
}
