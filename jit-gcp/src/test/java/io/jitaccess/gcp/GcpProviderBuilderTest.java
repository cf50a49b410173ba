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
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("time-out", b -> b.requestTimeout(Duration.ofMillis(99))),
                wrong("time-out", b -> b.requestTimeout(Duration.ofSeconds(61))),
                wrong("mark", b -> b.mark("a".repeat(33))),
                wrong("mark", b -> b.mark("")),
                wrong("mark", b -> b.mark("jit:")),
                wrong("mark", b -> b.mark("1st")),
                wrong("slash", b -> b.endpoint(URI.create("https://googleapis.example.org"))),
                wrong("absolute", b -> b.endpoint(URI.create("there/"))),
                wrong("no resource", b -> b.resources(List.of("projects/shop-prod "))),
                wrong("no resource", b -> b.resources(List.of("projects/shop-prod\n"))),
                wrong("no resource", b -> b.resources(List.of("folders/*"))),
                wrong("mail address", b -> b.groups(List.of("oncall@example.org "), GroupExpiry.BY_GOOGLE)),
                wrong("service account", b -> b.serviceAccounts(List.of("deploy@shop-prod.iam.example.org"))),
                wrong("POOL/PROVIDER", b -> b.workforceProviders(List.of("staff"))),
                wrong("two providers", b -> b.workforceProviders(List.of("staff/entra", "staff/okta"))));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_value_just_beside_what_is_allowed_is_refused(String word, Consumer<GcpProviderBuilder> value) {
        GcpProviderBuilder builder = builder();
        value.accept(builder);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(word);
    }

    static Stream<Consumer<GcpProviderBuilder>> right() {
        return Stream.of(
                b -> b.requestTimeout(Duration.ofMillis(100)),
                b -> b.requestTimeout(Duration.ofSeconds(60)),
                b -> b.mark("a"),
                b -> b.mark("a".repeat(32)),
                b -> b.endpoint(URI.create("https://googleapis.example.org/")),
                b -> b.workforceProviders(List.of("staff/entra", "partners/entra")),
                b -> b.groups(List.of("OnCall@Example.org"), GroupExpiry.BY_GOOGLE));
    }

    @ParameterizedTest
    @MethodSource("right")
    void the_last_value_that_is_allowed_is_taken(Consumer<GcpProviderBuilder> value) {
        GcpProviderBuilder builder = builder();
        value.accept(builder);
        try (GcpProvider built = builder.build()) {
            assertThat(built.kinds()).isNotEmpty();
        }
    }

    private static GcpProviderBuilder builder() {
        return GcpProvider.builder("gcp").credentials(World.own()).resources(List.of("projects/shop-prod"));
    }

    private static Arguments wrong(String word, Consumer<GcpProviderBuilder> value) {
        return Arguments.of(word, value);
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
