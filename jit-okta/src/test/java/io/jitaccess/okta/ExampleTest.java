package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.catalogue.CatalogueFiles;
import io.jitaccess.catalogue.CatalogueLint;
import io.jitaccess.catalogue.LintReport;
import io.jitaccess.spi.EligibilitySource.Reading;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The example configuration is one that comes into force. */
class ExampleTest {

    @Test
    void the_example_catalogue_is_accepted() {
        Reading reading = new CatalogueFiles(Path.of("../examples/configurations/okta/eligibilities.yaml")).read();
        assertThat(reading).isInstanceOf(Reading.Offered.class);
        try (OktaProvider provider = OktaProvider.builder("okta")
                .org(URI.create("https://example.okta.com"))
                .credential(OktaCredential.apiToken(() -> "unused"))
                .groups(Set.of("00g1a2b3c4D5e6f7G8h9", "00g9h8G7f6e5D4c3b2a1"))
                .apps(Set.of("0oa1a2b3c4D5e6f7G8h9"))
                .build()) {
            LintReport report = CatalogueLint.check(((Reading.Offered) reading).catalogue(), List.of(provider));

            assertThat(report.errors()).isEmpty();
            assertThat(report.warnings()).isEmpty();
        }
    }
}
