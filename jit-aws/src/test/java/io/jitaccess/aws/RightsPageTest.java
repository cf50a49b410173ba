package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.EntitlementKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of rights and the policies in the documentation are the manifest; {@code -Djit.docs.update=true} writes them anew. */
class RightsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "providers", "aws.md");

    private static final List<EntitlementKind> KINDS =
            List.of(StoreGroups.KIND, AccountAssignments.KIND, IamGroups.KIND, IamPolicies.KIND, RoleSessions.KIND);

    @Test
    void the_page_lists_every_right_of_the_manifest() throws IOException {
        matches("rights", table());
    }

    @Test
    void the_page_has_a_policy_for_each_kind_and_for_all_that_is_switched_on_besides() throws IOException {
        StringBuilder policies = new StringBuilder();
        for (EntitlementKind kind : KINDS) {
            policies.append(policy("`" + kind + "`", Operation.of(Set.of(kind), Set.of())));
        }
        for (Operation.Extra extra : Operation.Extra.values()) {
            if (extra != Operation.Extra.NONE) {
                List<Operation> without = Operation.of(Set.copyOf(KINDS), Set.of());
                policies.append(policy(
                        "Besides, for `" + extra.setting() + "`",
                        Operation.of(Set.copyOf(KINDS), Set.of(extra)).stream()
                                .filter(each -> !without.contains(each))
                                .toList()));
            }
        }
        matches("policies", policies.append('\n').toString());
    }

    private static String policy(String title, List<Operation> operations) {
        List<String> statements = new ArrayList<>();
        statement(operations, each -> !each.isOnRoles(), "*", statements);
        statement(operations, Operation::isOnRoles, "arn:aws:iam::111122223333:role/NAME-OF-A-ROLE", statements);
        return "\n" + title + ":\n\n```json\n{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n"
                + String.join(",\n", statements) + "\n  ]\n}\n```\n";
    }

    private static void statement(
            List<Operation> operations, Predicate<Operation> which, String resource, List<String> statements) {
        Set<String> actions =
                operations.stream().filter(which).map(Operation::right).collect(Collectors.toCollection(TreeSet::new));
        if (!actions.isEmpty()) {
            statements.add("    {\n      \"Effect\": \"Allow\",\n      \"Action\": [\n"
                    + actions.stream()
                            .map(action -> "        \"" + action + "\"")
                            .collect(Collectors.joining(",\n"))
                    + "\n      ],\n      \"Resource\": \"" + resource + "\"\n    }");
        }
    }

    private static void matches(String part, String wanted) throws IOException {
        String begin = "<!-- " + part + ": generated from the manifest -->\n";
        String page = Files.readString(PAGE);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- end of " + part + " -->");
        if (Boolean.getBoolean("jit.docs.update")) {
            Files.writeString(PAGE, page.substring(0, from) + wanted + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to)).isEqualTo(wanted);
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| Right | What for | Kinds |\n| --- | --- | --- |\n");
        for (Operation operation : Operation.values()) {
            String kinds = operation.kinds().stream()
                    .map(EntitlementKind::value)
                    .sorted()
                    .collect(Collectors.joining("`, `", "`", "`"));
            table.append("| `")
                    .append(operation.right())
                    .append("` | ")
                    .append(operation.use())
                    .append(" | ")
                    .append(operation.kinds().isEmpty() ? "all" : kinds)
                    .append(" |\n");
        }
        return table.toString();
    }
}
