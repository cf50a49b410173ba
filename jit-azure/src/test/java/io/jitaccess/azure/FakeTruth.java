package io.jitaccess.azure;

import io.jitaccess.azure.FakeAssignments.Row;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /** Every role assignment for it, in force or not. */
    List<Row> rows(AccessRef access) {
        return azure.assignments.rows().stream()
                .filter(row -> row.scope().equalsIgnoreCase(scope(access.entitlement()))
                        && row.role().equalsIgnoreCase(role(access.entitlement()))
                        && access.principal().value().endsWith(row.principal()))
                .toList();
    }

    @Override
    public void outsiderAdds(AccessRef access, Optional<Instant> until) {
        String scope = azure.assignments.scopes().check(scope(access.entitlement()));
        String condition = until.map(end -> azure.definitions.role(role(access.entitlement())).dataActions().stream()
                        .map(action -> "(\n (\n  !(ActionMatches{'" + action + "'})\n )\n OR\n (\n"
                                + "  @Environment[UtcNow] DateTimeLessThan '" + end + "'\n )\n)")
                        .reduce((one, two) -> one + "\nAND\n" + two)
                        .orElse(""))
                .orElse("");
        List<Row> rows = new ArrayList<>(azure.assignments.rows());
        rows.removeAll(rows(access));
        rows.add(new Row(
                UUID.randomUUID().toString(),
                scope,
                "/providers/Microsoft.Authorization/roleDefinitions/" + role(access.entitlement()),
                access.principal().value().substring(access.principal().value().indexOf(':') + 1),
                access.principal().value().startsWith("user:") ? "User" : "ServicePrincipal",
                "made by hand",
                condition));
        azure.assignments.rows(rows);
    }

    @Override
    public void outsiderRemoves(AccessRef access) {
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
