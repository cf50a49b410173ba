package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.catalogue.CatalogueFiles;
import io.jitaccess.catalogue.CatalogueLint;
import io.jitaccess.spi.EligibilitySource.Reading;
import io.jitaccess.testkit.TestClock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleConfigurationTest {

    private static final Path EXAMPLE = Path.of("..", "examples", "configurations", "aws", "eligibilities.yaml");

    @Test
    void the_catalogue_of_the_example_passes() {
        Reading reading = new CatalogueFiles(EXAMPLE).read();
        assertThat(reading).isInstanceOf(Reading.Offered.class);
        try (FakeAws aws = new FakeAws(new TestClock());
                AwsProvider provider = Samples.provider(aws)) {
            assertThat(CatalogueLint.check(((Reading.Offered) reading).catalogue(), List.of(provider))
                            .errors())
                    .isEmpty();
        }
    }
}
