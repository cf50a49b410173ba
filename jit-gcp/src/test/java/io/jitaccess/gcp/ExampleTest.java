package io.jitaccess.gcp;

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
        Reading reading = new CatalogueFiles(Path.of("../examples/configurations/gcp/eligibilities.yaml")).read();
        assertThat(reading).isInstanceOf(Reading.Offered.class);
        try (GcpProvider provider = GcpProvider.builder("gcp")
                .credentials(World.own())
                .resources(List.of("projects/shop-prod", "buckets/shop-logs"))
                .groups(List.of("oncall@example.org"), GroupExpiry.BY_GOOGLE)
                .serviceAccounts(List.of("deploy@shop-prod.iam.gserviceaccount.com"))
                .build()) {
            LintReport report = CatalogueLint.check(((Reading.Offered) reading).catalogue(), List.of(provider));

            assertThat(report.errors()).isEmpty();
            assertThat(report.warnings()).isEmpty();
        }
    }
}
