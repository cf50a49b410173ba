package io.jitaccess.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.EntitlementKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say of rights is made of the code: {@code -Ddocs.update=true} writes it anew. */
class ManifestTest {

    private static final Path PAGE = Path.of("../docs/providers/azure.md");

    @Test
    void the_documents_list_what_the_library_needs() throws IOException {
        check(
                "permissions",
                "| Kind | Operation | Permission | For |\n| --- | --- | --- | --- |\n"
                        + Stream.of(Operation.values()).map(ManifestTest::row).collect(Collectors.joining()));
    }

    @Test
    void the_documents_show_the_condition_for_the_librarys_own_role_assignment() throws IOException {
        String condition = OwnCondition.text(List.of(FakeDefinitions.READER, FakeDefinitions.BLOB_READER));
        check("condition", "```\n" + condition.replace(") AND ((", ")\nAND ((") + "\n```\n");
    }

    private static void check(String part, String text) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- " + part + ":begin -->\n";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- " + part + ":end -->");
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page.substring(0, from) + text + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to)).isEqualTo(text);
    }

    private static String row(Operation operation) {
        String kinds = operation.kinds().isEmpty()
                ? "all"
                : operation.kinds().stream()
                        .map(EntitlementKind::value)
                        .sorted()
                        .collect(Collectors.joining("`, `", "`", "`"));
        return "| " + kinds + " | `" + operation.api() + "` | `" + operation.right() + "` | " + operation.purpose()
                + " |\n";
    }
}
