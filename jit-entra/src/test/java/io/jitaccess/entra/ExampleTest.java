package io.jitaccess.entra;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.catalogue.CatalogueFiles;
import io.jitaccess.catalogue.CatalogueLint;
import io.jitaccess.catalogue.LintReport;
import io.jitaccess.spi.EligibilitySource.Reading;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example configuration is one that comes into force. */
class ExampleTest {

    @Test
    void the_example_catalogue_is_accepted() {
        Reading reading = new CatalogueFiles(Path.of("../examples/configurations/entra/eligibilities.yaml")).read();
        assertThat(reading).isInstanceOf(Reading.Offered.class);
        try (EntraProvider provider = EntraProvider.builder("entra")
                .credential(new OwnAccount())
                .groups(List.of("02bd9fd6-8f93-4758-87c3-1fb73740a315"))
                .pimGroups(List.of("fae6a2d0-3d1e-4a3d-9c66-5a1e8c2b7f11"))
                .directoryRoles(List.of("729827e3-9c14-49f7-bb1b-9608f156bbb8"))
                .build()) {
            LintReport report = CatalogueLint.check(((Reading.Offered) reading).catalogue(), List.of(provider));

            assertThat(report.errors()).isEmpty();
            assertThat(report.warnings()).isEmpty();
        }
    }
}
