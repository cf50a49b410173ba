package io.jitaccess.azure;

import io.jitaccess.azure.FakeAssignments.Row;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the fake's role assignments give, their conditions judged by their meaning. */
final class FakeTruth implements ProviderTruth {

    private static final Pattern TIME = Pattern.compile("DateTimeLessThan '([^']+)'");
    private static final Pattern MARK = Pattern.compile("jit:([0-9a-f-]{36})");

    private final FakeAzure azure;
    private final TestClock clock;

    FakeTruth(FakeAzure azure, TestClock clock) {
        this.azure = azure;
        this.clock = clock;
    }

    @Override
    public List<InForce> inForce(AccessRef access) {
        if (isManaged(access)) {
            return managed(access);
        }
        List<InForce> found = new ArrayList<>();
        for (Row row : rows(access)) {
            List<String> actions = azure.definitions.role(row.role()).dataActions();
            boolean gives = actions.isEmpty()
                    ? row.condition().isEmpty()
                    : actions.stream().anyMatch(action -> Abac.allows(row.condition(), action, "", clock.now()));
            if (gives) {
                Matcher time = TIME.matcher(row.condition());
                Matcher mark = MARK.matcher(row.description());
                found.add(new InForce(
                        time.find() ? Optional.of(Instant.parse(time.group(1))) : Optional.empty(),
                        mark.matches() ? AssignmentId.parse(mark.group(1)) : Optional.empty()));
            }
        }
        return found;
    }

    /** Whether there is nothing at all: no role assignment, in force or ended, and no schedule that goes on. */
    boolean isFree(AccessRef access) {
        return rows(access).isEmpty()
                && (!isManaged(access)
                        || schedules(access).stream()
                                .noneMatch(schedule -> schedule.end()
                                        .filter(end -> !clock.now().isBefore(end))
                                        .isEmpty()));
    }

    /** What Privileged Identity Management has active, and what was made past it. */
    private List<InForce> managed(AccessRef access) {
        List<InForce> found = new ArrayList<>();
        schedules(access).stream()
                .filter(schedule -> schedule.isActive(clock.now()))
                .forEach(schedule -> found.add(new InForce(schedule.end(), mark(schedule))));
        rows(access).forEach(row -> found.add(new InForce(Optional.empty(), Optional.empty())));
        return found;
    }

    private Optional<AssignmentId> mark(FakePim.Schedule schedule) {
        return azure.pim.asked().stream()
                .filter(asked ->
                        asked.schedule().equals(schedule.name()) && asked.type().equals("AdminAssign"))
                .map(FakePim.Asked::justification)
                .map(MARK::matcher)
                .filter(Matcher::matches)
                .flatMap(matcher -> AssignmentId.parse(matcher.group(1)).stream())
                .findFirst();
    }

    private List<FakePim.Schedule> schedules(AccessRef access) {
        return azure.pim.schedules().values().stream()
                .filter(schedule -> isFor(schedule.row(), access))
                .toList();
    }

    private static boolean isManaged(AccessRef access) {
        return access.entitlement().kind().value().startsWith("pim");
    }

    private static boolean isFor(Row row, AccessRef access) {
        return row.scope().equalsIgnoreCase(scope(access.entitlement()))
                && row.role().equalsIgnoreCase(role(access.entitlement()))
                && access.principal().value().endsWith(row.principal());
    }

    /** Every role assignment for it, in force or not. */
    List<Row> rows(AccessRef access) {
        return azure.assignments.rows().stream()
                .filter(row -> isFor(row, access))
                .toList();
    }

    @Override
    public void outsiderAdds(AccessRef access, Optional<Instant> until) {
        String scope = azure.assignments.scopes().check(scope(access.entitlement()));
        if (isManaged(access) && until.isPresent()) {
            Map<String, FakePim.Schedule> all = new HashMap<>(azure.pim.schedules());
            Row row = row(access, scope, "");
            all.put(row.name(), new FakePim.Schedule(row.name(), row, clock.now(), until));
            azure.pim.schedules(all);
            return;
        }
        String condition = until.map(end -> azure.definitions.role(role(access.entitlement())).dataActions().stream()
                        .map(action -> "(\n (\n  !(ActionMatches{'" + action + "'})\n )\n OR\n (\n"
                                + "  @Environment[UtcNow] DateTimeLessThan '" + end + "'\n )\n)")
                        .reduce((one, two) -> one + "\nAND\n" + two)
                        .orElse(""))
                .orElse("");
        List<Row> rows = new ArrayList<>(azure.assignments.rows());
        rows.removeAll(rows(access));
        rows.add(row(access, scope, condition));
        azure.assignments.rows(rows);
    }

    private static Row row(AccessRef access, String scope, String condition) {
        String principal = access.principal().value();
        return new Row(
                UUID.randomUUID().toString(),
                scope,
                "/providers/Microsoft.Authorization/roleDefinitions/" + role(access.entitlement()),
                principal.substring(principal.indexOf(':') + 1),
                principal.startsWith("user:") ? "User" : "ServicePrincipal",
                "made by hand",
                condition);
    }

    @Override
    public void outsiderRemoves(AccessRef access) {
        if (isManaged(access)) {
            Map<String, FakePim.Schedule> all = new HashMap<>(azure.pim.schedules());
            schedules(access).forEach(schedule -> all.remove(schedule.name()));
            azure.pim.schedules(all);
        }
        List<Row> rows = new ArrayList<>(azure.assignments.rows());
        rows.removeAll(rows(access));
        azure.assignments.rows(rows);
    }

    private static String scope(Entitlement entitlement) {
        String scope = entitlement.attribute("scope").orElseThrow();
        return scope.startsWith("/") ? scope : "/" + scope;
    }

    private static String role(Entitlement entitlement) {
        String role = entitlement.attribute("role").orElseThrow().toLowerCase(Locale.ROOT);
        return role.substring(role.lastIndexOf('/') + 1);
    }
}
