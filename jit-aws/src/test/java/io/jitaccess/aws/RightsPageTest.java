package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.EntitlementKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of rights in the documentation is the manifest; {@code -Djit.docs.update=true} writes it anew. */
class RightsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "providers", "aws.md");
    private static final String BEGIN = "<!-- rights: generated from the manifest -->\n";
    private static final String END = "<!-- end of rights -->";

    @Test
    void the_page_lists_every_right_of_the_manifest() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        if (Boolean.getBoolean("jit.docs.update")) {
            Files.writeString(PAGE, page.substring(0, from) + table() + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to)).isEqualTo(table());
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
