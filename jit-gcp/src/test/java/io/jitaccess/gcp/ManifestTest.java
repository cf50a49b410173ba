package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of permissions in the documents is made of the manifest: {@code -Ddocs.update=true} writes it anew. */
class ManifestTest {

    private static final Path PAGE = Path.of("../docs/providers/gcp.md");

    @Test
    void the_documents_list_what_the_library_needs() throws IOException {
        matches(
                "permissions",
                "| Kind | Operation | Permission | For |\n| --- | --- | --- | --- |\n"
                        + Stream.of(Operation.values()).map(ManifestTest::row).collect(Collectors.joining()));
    }

    @Test
    void the_documents_have_a_command_for_the_role_of_each_kind() throws IOException {
        StringBuilder commands = new StringBuilder("```sh\n");
        for (ResourceType type : ResourceType.values()) {
            String on = type.prefix().replace("/", "");
            Stream<String> besides = switch (type) {
                case PROJECT ->
                    Stream.of(
                            Operation.PROJECT_ROLE_GET.right(),
                            Operation.PROJECT_SEARCH.right(),
                            Operation.LOG_ENTRIES,
                            Operation.LOG_PRIVATE_ENTRIES);
                case ORGANIZATION ->
                    Stream.of(
                            Operation.ORGANIZATION_ROLE_GET.right(),
                            Operation.LOG_ENTRIES,
                            Operation.LOG_PRIVATE_ENTRIES);
                case FOLDER -> Stream.of(Operation.LOG_ENTRIES, Operation.LOG_PRIVATE_ENTRIES);
                case SERVICE_ACCOUNT, BUCKET -> Stream.of();
            };
            commands.append(command(
                    "iam-binding on " + on,
                    "jitLibrary_" + on,
                    Stream.concat(Operation.rightsOn(type).stream(), besides)));
        }
        commands.append(command(
                "service-account-token, on each service account",
                "jitLibrary_tokens",
                Stream.of(Operation.TOKEN.right())));
        commands.append(command(
                "the log of the project in which a service account or bucket is",
                "jitLibrary_log",
                Stream.of(Operation.LOG_ENTRIES, Operation.LOG_PRIVATE_ENTRIES)));
        matches("roles", commands.append("```\n").toString());
    }

    private static String command(String title, String role, Stream<String> rights) {
        return "# " + title + "\ngcloud iam roles create " + role + " --organization=123456789012 \\\n  --permissions="
                + rights.collect(Collectors.joining(",")) + "\n";
    }

    private static void matches(String part, String wanted) throws IOException {
        String begin = "<!-- " + part + ":begin -->\n";
        String page = Files.readString(PAGE);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- " + part + ":end -->");

        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page.substring(0, from) + wanted + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to)).isEqualTo(wanted);
    }

    private static String row(Operation operation) {
        String right =
                operation.right().isEmpty() ? "none" : "`" + operation.right().replace(", ", "`, `") + "`";
        return "| " + operation.kinds() + " | `" + operation.api() + "` | " + right + " | " + operation.purpose()
                + " |\n";
    }
}
