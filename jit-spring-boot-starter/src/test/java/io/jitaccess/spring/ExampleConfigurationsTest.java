package io.jitaccess.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.catalogue.CatalogueFiles;
import io.jitaccess.catalogue.CatalogueLint;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.EligibilitySource.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/** The example configurations say what the properties are called, and fit the eligibilities beside them. */
class ExampleConfigurationsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"aws", "azure", "entra", "gcp", "okta"})
    void an_example_starts_its_provider_and_offers_its_eligibilities(String cloud) throws Exception {
        Path example = Path.of("..", "examples", "configurations", cloud);
        List<PropertySource<?>> yaml =
                new YamlPropertySourceLoader().load(cloud, new FileSystemResource(example.resolve("application.yaml")));
        String name = cloud.substring(0, 1).toUpperCase(Locale.ROOT) + cloud.substring(1);
        Class<?> configuration = Class.forName("io.jitaccess.spring." + cloud + "." + name + "AutoConfiguration");
        Class<?> properties = Class.forName("io.jitaccess.spring." + cloud + "." + name + "Properties");
        Catalogue catalogue =
                ((Reading.Offered) new CatalogueFiles(example.resolve("eligibilities.yaml")).read()).catalogue();

        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(configuration))
                .withInitializer(
                        context -> yaml.forEach(context.getEnvironment().getPropertySources()::addLast))
                .withPropertyValues(cloud.equals("okta") ? "jit.okta.private-key-file=" + key() : "none=none")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(AccessProvider.class);
                    everythingIsKnown("jit." + cloud, properties, context.getEnvironment());
                    assertThat(CatalogueLint.check(catalogue, List.of(context.getBean(AccessProvider.class)))
                                    .errors())
                            .isEmpty();
                });
    }

    private static void everythingIsKnown(String prefix, Class<?> properties, ConfigurableEnvironment environment) {
        assertThat(Binder.get(environment)
                        .bind(
                                prefix,
                                Bindable.of(properties),
                                new NoUnboundElementsBindHandler(BindHandler.DEFAULT, all -> true))
                        .isBound())
                .isTrue();
    }

    private Path key() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String base64 = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
    }
}
