package io.jitaccess.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The public API of each published module stands as text in {@code docs/api}, so that a review sees what a change
 * promises or breaks. After a wanted change: {@code .ci/api-update}.
 */
class PublicApiTest {

    private static final Path ROOT = Path.of(System.getProperty("api.root", ".."));
    private static final boolean UPDATE = Boolean.getBoolean("api.update");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jit-core",
                "jit-testkit",
                "jit-jdbc",
                "jit-aws",
                "jit-azure",
                "jit-gcp",
                "jit-entra",
                "jit-okta",
                "jit-spring-boot-starter"
            })
    void thePublicApiIsTheOneOnRecord(String module) throws IOException {
        Path record = ROOT.resolve("docs/api/" + module + ".txt");
        String api = PublicApi.of(ROOT.resolve(module + "/target/classes"));
        assertThat(api).as("public types of %s", module).contains("public ");
        if (UPDATE) {
            Files.createDirectories(record.getParent());
            Files.writeString(record, api);
            return;
        }

        String recorded = Files.exists(record) ? Files.readString(record) : "";

        assertThat(api.lines())
                .as("public API of %s; if the change is wanted, run .ci/api-update and commit docs/api", module)
                .containsExactlyElementsOf(recorded.lines().toList());
    }
}
