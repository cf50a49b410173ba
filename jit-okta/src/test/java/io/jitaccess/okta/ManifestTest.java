package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.EntitlementKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of permissions in the documents is made of the manifest: {@code -Ddocs.update=true} writes it anew. */
class ManifestTest {

    private static final Path PAGE = Path.of("../docs/providers/okta.md");
    private static final String BEGIN = "<!-- permissions:begin -->\n";
    private static final String END = "<!-- permissions:end -->";

    @Test
    void the_documents_list_what_the_library_needs() throws IOException {
        String table = "| Kind | Request | Scope | Permission | For |\n| --- | --- | --- | --- | --- |\n"
                + Stream.of(Operation.values()).map(ManifestTest::row).collect(Collectors.joining());
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);

        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to)).isEqualTo(table);
    }

    private static String row(Operation operation) {
        String right = operation.right().startsWith("okta.") ? "`" + operation.right() + "`" : operation.right();
        return "| " + operation.kind().map(EntitlementKind::value).orElse("all") + " | `" + operation.request()
                + "` | `" + operation.scope() + "` | " + right + " | " + operation.use() + " |\n";
    }
}
