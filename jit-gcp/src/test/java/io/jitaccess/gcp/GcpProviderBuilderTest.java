package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GcpProviderBuilderTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.jitaccess.gcp");

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        assertThatThrownBy(() -> GcpProvider.builder("gcp")
                        .credentials(World.own())
                        .resources(List.of("shop-prod", "projects/X"))
                        .groups(List.of("no group"), GroupExpiry.BY_GOOGLE)
                        .serviceAccounts(List.of("ann@example.org"))
                        .mark("No Mark")
                        .requestTimeout(Duration.ofMinutes(2))
                        .endpoint(URI.create("http://127.0.0.1"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "shop-prod", "projects/X", "no group", "ann@example.org", "mark", "time-out", "slash");
    }

    @Test
    void nothing_to_hand_out_is_no_provider() {
        assertThatThrownBy(() ->
                        GcpProvider.builder("gcp").credentials(World.own()).build())
                .hasMessageContaining("nothing may be handed out");
    }

    @Test
    void its_own_time_outs_stay_below_that_of_a_call() {
        Limits limits = new Limits(Duration.ofSeconds(10));

        assertThat(limits.patience().plus(Duration.ofSeconds(30))).isLessThanOrEqualTo(limits.callTimeout());
        assertThat(limits.effectHorizon()).isGreaterThan(limits.callTimeout());
    }

    @Test
    void the_module_uses_the_core_and_google_and_nothing_else() {
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.jitaccess.gcp",
                        "io.jitaccess.entitlement",
                        "io.jitaccess.id",
                        "io.jitaccess.identity",
                        "io.jitaccess.problem",
                        "io.jitaccess.spi",
                        "com.google.api..",
                        "com.google.auth..",
                        "org.apache.http..",
                        "org.jspecify..",
                        "java..",
                        "javax.net.ssl")
                .check(MODULE);
    }

    @Test
    void nothing_is_public_but_the_provider_its_builder_and_who_ends_a_membership() {
        assertThat(MODULE.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(type -> type.getSimpleName()))
                .containsExactlyInAnyOrder("GcpProvider", "GcpProviderBuilder", "GroupExpiry");
    }
}
