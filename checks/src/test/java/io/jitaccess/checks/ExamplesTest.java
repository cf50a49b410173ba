package io.jitaccess.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.catalogue.CatalogueFiles;
import io.jitaccess.spi.EligibilitySource.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples fit together: the portal is started with one, with several, or with all of them. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("../examples");

    @Test
    void the_eligibilities_of_all_clouds_and_of_the_portal_can_be_offered_together(@TempDir Path all)
            throws IOException {
        List<Path> clouds;
        try (Stream<Path> folders = Files.list(EXAMPLES.resolve("configurations"))) {
            clouds = folders.filter(Files::isDirectory).toList();
        }
        assertThat(clouds).hasSizeGreaterThanOrEqualTo(5);
        for (Path cloud : clouds) {
            assertThat(cloud.resolve("application.yaml")).exists();
            Files.copy(cloud.resolve("eligibilities.yaml"), all.resolve(cloud.getFileName() + ".yaml"));
        }
        Files.copy(EXAMPLES.resolve("portal/src/main/resources/sample/eligibilities.yaml"), all.resolve("sample.yaml"));

        assertThat(new CatalogueFiles(all).read()).isInstanceOf(Reading.Offered.class);
    }
}
