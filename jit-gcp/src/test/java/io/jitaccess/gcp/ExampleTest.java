package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.catalogue.CatalogueFiles;
import io.jitaccess.catalogue.CatalogueLint;
import io.jitaccess.catalogue.LintReport;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.spi.EligibilitySource.Reading;
import io.jitaccess.spi.PrincipalLookup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            Catalogue catalogue = ((Reading.Offered) reading).catalogue();
            LintReport report = CatalogueLint.check(catalogue, List.of(provider));

            assertThat(report.errors()).isEmpty();
            assertThat(report.warnings()).isEmpty();
            for (Eligibility eligibility : catalogue.eligibilities()) {
                assertThat(unable(provider, eligibility))
                        .as(eligibility.id() + " can be used by each kind of identity that it is for")
                        .isEmpty();
            }
        }
    }

    private static List<PrincipalLookup> unable(GcpProvider provider, Eligibility eligibility) {
        return eligibility.who().kinds().stream()
                .map(kind -> World.identity("somebody", kind, Optional.of("somebody@example.org"), true, Map.of()))
                .flatMap(identity -> eligibility.entitlements().stream()
                        .map(entitlement -> provider.principal(identity, entitlement)))
                .filter(found -> !(found instanceof PrincipalLookup.Found))
                .toList();
    }
}
