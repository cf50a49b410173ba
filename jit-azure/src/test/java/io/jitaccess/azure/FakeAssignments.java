package io.jitaccess.azure;

import io.jitaccess.azure.FakeAzure.Answer;
import io.jitaccess.azure.FakeAzure.Refusal;
import io.jitaccess.azure.FakeAzure.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Role assignments, as the REST reference of 2022-04-01 and "Troubleshoot Azure RBAC" describe them. */
final class FakeAssignments {

    /** What Azure answers to a second PUT of the very same: it was seen to answer each (azure-cli 8599, 23770, 31995). */
    enum Repeat {
        CREATED_AGAIN,
        OK,
        CONFLICT
    }

    /** One role assignment. */
    record Row(
            String name,
            String scope,
            String roleId,
            String principal,
            String type,
            String description,
            String condition) {

        String role() {
            return roleId.substring(roleId.lastIndexOf('/') + 1);
        }

        boolean isSameTriple(Row other) {
            return scope.equalsIgnoreCase(other.scope)
                    && role().equalsIgnoreCase(other.role())
                    && principal.equalsIgnoreCase(other.principal);
        }
    }

    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern BY_PRINCIPAL = Pattern.compile("principalId eq '([0-9a-fA-F-]{36})'");

    private final Clock clock;
    private final FakeDefinitions definitions;
    private final FakeScopes scopes = new FakeScopes();
    private final Set<String> spreadPrincipals = ConcurrentHashMap.newKeySet();
    private final NavigableMap<Instant, List<Row>> history = new TreeMap<>();
    private Repeat repeat = Repeat.OK;
    private Duration lag = Duration.ZERO;
    private int pageSize = 2;
    private int subscriptionLimit = 4000;
    private int groupLimit = 500;
    private Function<Instant, List<Row>> managed = at -> List.of();

    FakeAssignments(Clock clock, FakeDefinitions definitions) {
        this.clock = clock;
        this.definitions = definitions;
        history.put(Instant.EPOCH, List.of());
    }

    FakeScopes scopes() {
        return scopes;
    }

    /** Objects that have spread to every replica of the directory. */
    void principals(String... objectIds) {
        spreadPrincipals.addAll(Set.of(objectIds));
    }

    synchronized void repeats(Repeat answer) {
        repeat = answer;
    }

    /** Reads show what was that long ago. */
    synchronized void lag(Duration time) {
        lag = time;
    }

    synchronized void pageSize(int rows) {
        pageSize = rows;
    }

    synchronized void limits(int subscription, int group) {
        subscriptionLimit = subscription;
        groupLimit = group;
    }

    /** What Privileged Identity Management has active shows among the others. */
    void managed(Function<Instant, List<Row>> rows) {
        managed = rows;
    }

    synchronized List<Row> rows() {
        return history.lastEntry().getValue();
    }

    synchronized void rows(List<Row> rows) {
        history.put(clock.instant(), List.copyOf(rows));
    }

    Answer answer(Request request) {
        return switch (request.route()) {
            case ASSIGNMENT_PUT -> put(request);
            case ASSIGNMENT_DELETE -> delete(request);
            default -> list(request);
        };
    }

    private synchronized Answer put(Request request) {
        String scope = scopes.check(request.scope());
        String name = request.name().toLowerCase(Locale.ROOT);
        if (!GUID.matcher(name).matches()) {
            // troubleshooting: the name must be a GUID
            throw new Refusal(400, "InvalidRoleAssignmentId", "The role assignment ID '" + name + "' must be a GUID.");
        }
        Row row = row(request.body(), name, scope);
        definitions.check(row.role());
        if (row.type().isEmpty() && !spreadPrincipals.contains(row.principal())) {
            // troubleshooting: without a principalType Azure looks the object up, which may not have spread yet
            throw new Refusal(
                    400, "PrincipalNotFound", "Principal " + row.principal() + " does not exist in the directory.");
        }
        List<Row> rows = new ArrayList<>(rows());
        Optional<Row> named =
                rows.stream().filter(each -> each.name().equals(name)).findFirst();
        if (named.isPresent() && !named.get().isSameTriple(row)) {
            // troubleshooting: the name is unique in the whole tenant, and neither principal, role nor scope can change
            throw new Refusal(
                    400,
                    "RoleAssignmentUpdateNotPermitted",
                    "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.");
        }
        if (named.isPresent()) {
            return again(rows, named.get(), row);
        }
        if (Stream.concat(rows.stream(), managed.apply(clock.instant()).stream())
                .anyMatch(row::isSameTriple)) {
            // terraform-provider-azurerm 28694: the same triple under another name
            throw new Refusal(409, "RoleAssignmentExists", "The role assignment already exists.");
        }
        checkRoom(rows, scope);
        rows.add(row);
        rows(rows);
        return new Answer(201, json(row));
    }

    private Answer again(List<Row> rows, Row there, Row row) {
        if (!there.equals(row)) {
            // REST reference: create or update; az role assignment update changes condition and description so
            rows.remove(there);
            rows.add(row);
            rows(rows);
            return new Answer(200, json(row));
        }
        return switch (repeat) {
            case CREATED_AGAIN -> new Answer(201, json(row));
            case OK -> new Answer(200, json(row));
            case CONFLICT -> throw new Refusal(409, "RoleAssignmentExists", "The role assignment already exists.");
        };
    }

    private void checkRoom(List<Row> rows, String scope) {
        Scope top = Scope.parse(scope).orElseThrow().top();
        long there = rows.stream()
                .filter(row -> top.isManagementGroup()
                        ? row.scope().equalsIgnoreCase(top.id())
                        : FakeScopes.within(row.scope(), top.id()))
                .count();
        if (there >= (top.isManagementGroup() ? groupLimit : subscriptionLimit)) {
            // troubleshoot-limits: 4000 in a subscription, 500 in a management group
            throw new Refusal(
                    400, "RoleAssignmentLimitExceeded", "No more role assignments can be created (code: limit).");
        }
    }

    private static Row row(Map<String, Object> body, String name, String scope) {
        Map<?, ?> properties = (Map<?, ?>) body.getOrDefault("properties", Map.of());
        String condition = text(properties, "condition");
        if (!condition.isEmpty()) {
            if (!text(properties, "conditionVersion").equals("2.0")) {
                // conditions-format: the version has to be 2.0
                throw new Refusal(400, "InvalidConditionVersion", "The condition version is not supported.");
            }
            Abac.check(condition);
        }
        return new Row(
                name,
                scope,
                text(properties, "roleDefinitionId"),
                text(properties, "principalId"),
                text(properties, "principalType"),
                text(properties, "description"),
                condition);
    }

    private synchronized Answer delete(Request request) {
        String scope = scopes.check(request.scope());
        List<Row> rows = new ArrayList<>(rows());
        Optional<Row> found = rows.stream()
                .filter(row -> row.name().equalsIgnoreCase(request.name())
                        && row.scope().equalsIgnoreCase(scope))
                .findFirst();
        if (found.isEmpty()) {
            // REST reference: 204 where it does not exist
            return new Answer(204, null);
        }
        Row row = found.get();
        boolean lastOwner = row.role().equals(Roles.OWNER)
                && Scope.parse(scope).orElseThrow().top().id().equalsIgnoreCase(scope)
                && rows.stream()
                                .filter(each -> each.role().equals(Roles.OWNER)
                                        && each.scope().equalsIgnoreCase(scope))
                                .count()
                        == 1;
        if (lastOwner) {
            // troubleshooting: the last Owner of a subscription; Azure's code for it is not published
            throw new Refusal(400, "BadRequestFormat", "Cannot delete the last RBAC admin assignment.");
        }
        rows.remove(row);
        rows(rows);
        return new Answer(200, json(row));
    }

    /** List for scope: at, above and below the scope; "List Azure role assignments using the REST API". */
    private synchronized Answer list(Request request) {
        String scope = scopes.check(request.scope());
        Optional<String> principal = request.query("$filter").map(filter -> {
            Matcher matcher = BY_PRINCIPAL.matcher(filter);
            if (!matcher.matches()) {
                throw new Refusal(400, "UnsupportedFilter", "The filter '" + filter + "' is not supported.");
            }
            return matcher.group(1);
        });
        Instant at = clock.instant().minus(lag);
        List<Row> seen = Stream.concat(history.floorEntry(at).getValue().stream(), managed.apply(at).stream())
                .filter(row -> FakeScopes.within(row.scope(), scope) || FakeScopes.within(scope, row.scope()))
                .filter(row -> principal.isEmpty() || row.principal().equalsIgnoreCase(principal.get()))
                .toList();
        int from = Integer.parseInt(request.query("$skipToken").orElse("0"));
        int to = Math.min(seen.size(), from + pageSize);
        Map<String, Object> answer = new HashMap<>();
        answer.put(
                "value",
                seen.subList(Math.min(from, to), to).stream()
                        .map(FakeAssignments::json)
                        .toList());
        if (to < seen.size()) {
            // "nextLink" is a whole address that is asked for as it is
            String filter = principal
                    .map(id -> "&$filter=principalId%20eq%20'" + id + "'")
                    .orElse("");
            answer.put(
                    "nextLink",
                    request.root() + scope + "/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01"
                            + filter + "&$skipToken=" + to);
        }
        return new Answer(200, answer);
    }

    private static Map<String, Object> json(Row row) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("roleDefinitionId", row.roleId());
        properties.put("principalId", row.principal());
        properties.put("principalType", type(row));
        properties.put("scope", row.scope());
        if (!row.description().isEmpty()) {
            properties.put("description", row.description());
        }
        if (!row.condition().isEmpty()) {
            properties.put("condition", row.condition());
            properties.put("conditionVersion", "2.0");
        }
        return Map.of(
                "properties",
                properties,
                "id",
                row.scope() + "/providers/Microsoft.Authorization/roleAssignments/" + row.name(),
                "type",
                "Microsoft.Authorization/roleAssignments",
                "name",
                row.name());
    }

    /** What the object is, whatever was told. */
    static String type(Row row) {
        return row.principal().equals(World.PIPELINE)
                ? "ServicePrincipal"
                : row.type().isEmpty() ? "User" : row.type();
    }

    private static String text(Map<?, ?> properties, String name) {
        return properties.get(name) instanceof String value ? value : "";
    }
}
