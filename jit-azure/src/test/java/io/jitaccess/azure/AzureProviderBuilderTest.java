package io.jitaccess.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.jitaccess.spi.Observation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class AzureProviderBuilderTest {

    /** No network: without a token nothing is sent. */
    @ParameterizedTest
    @CsvSource({
        "PUBLIC, https://management.core.windows.net/",
        "US_GOVERNMENT, https://management.core.usgovcloudapi.net/",
        "CHINA, https://management.core.chinacloudapi.cn/"
    })
    void a_token_is_asked_for_the_cloud_that_is_named(AzureCloud cloud, String audience) {
        List<String> scopes = new CopyOnWriteArrayList<>();
        TokenCredential own = request -> {
            scopes.addAll(request.getScopes());
            return Mono.error(new ClientAuthenticationException("none", null));
        };
        AzureProvider provider = AzureProvider.builder("azure")
                .cloud(cloud)
                .credential(own)
                .scopes(List.of(World.SUBSCRIPTION))
                .build();
        assertThat(provider.observe(
                        World.access(provider, World.plain(World.GROUP, FakeDefinitions.READER), World.ANN)))
                .isInstanceOf(Observation.Unclear.class);
        // the audience ends with a slash, and keeps it
        assertThat(scopes).containsOnly(audience + "/.default");
    }

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.jitaccess.azure");

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        assertThatThrownBy(() -> AzureProvider.builder("azure")
                        .scopes(List.of("shop-prod", "/subscriptions/*"))
                        .roles(List.of("Reader"))
                        .mark("No Mark")
                        .tenant("contoso.com")
                        .objectIdAttribute("object id")
                        .requestTimeout(Duration.ofMinutes(2))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "shop-prod", "/subscriptions/*", "Reader", "mark", "tenant", "object id", "time-out");
    }

    @Test
    void nothing_to_hand_out_is_no_provider() {
        assertThatThrownBy(() -> AzureProvider.builder("azure").build())
                .hasMessageContaining("nothing may be handed out");
    }

    @Test
    void the_module_uses_the_core_and_azure_and_nothing_else() {
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.jitaccess.azure",
                        "io.jitaccess.entitlement",
                        "io.jitaccess.id",
                        "io.jitaccess.identity",
                        "io.jitaccess.problem",
                        "io.jitaccess.spi",
                        "com.azure..",
                        "org.jspecify..",
                        "java..",
                        "javax.net.ssl")
                .check(MODULE);
    }

    @Test
    void nothing_is_public_but_the_provider_its_builder_and_the_clouds() {
        assertThat(MODULE.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(type -> type.getSimpleName()))
                .containsExactlyInAnyOrder("AzureProvider", "AzureProviderBuilder", "AzureCloud");
    }
}
