package io.jitaccess.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ConnectLinks.Link;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.Observation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntraProviderBuilderTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.jitaccess.entra");

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        assertThatThrownBy(() -> EntraProvider.builder("entra")
                        .credential(new OwnAccount())
                        .groups(List.of("oncall", World.ONCALL))
                        .links(Map.of("readers", URI.create("/here")))
                        .tokenLifetime(Duration.ofDays(3))
                        .requestTimeout(Duration.ofMinutes(2))
                        .endpoint(URI.create("http://graph.example.org/v1.0"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("oncall", "readers", "absolute", "lifetime", "time-out", "endpoint");
    }

    @Test
    void nothing_to_hand_out_is_no_provider() {
        assertThatThrownBy(() -> EntraProvider.builder("entra")
                        .credential(new OwnAccount())
                        .build())
                .hasMessageContaining("nothing may be handed out");
    }

    /** The client's own list of hosts has only some of them: to any other it would send no token, without a word. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void the_token_goes_to_the_host_that_was_named(String host) {
        try (World world = new World()) {
            URI root = URI.create("http://" + host + ":" + world.graph.uri().getPort());
            try (EntraProvider provider =
                    world.builder().groups(List.of(World.ONCALL)).endpoint(root).build()) {
                AccessRef access = World.access(provider, World.ANN, World.group(World.ONCALL));

                assertThat(provider.observe(access)).isEqualTo(Observation.absent());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_token_for_a_cloud_is_asked_for_and_sent_to_this_cloud_alone(EntraCloud cloud) {
        OwnAccount own = new OwnAccount();
        AllowedHosts hosts = AllowedHosts.of(cloud, own);

        assertThat(hosts.sendsTo(cloud.graph().getHost())).isTrue();
        for (EntraCloud other : EntraCloud.values()) {
            if (!other.graph().equals(cloud.graph())) {
                assertThat(hosts.sendsTo(other.graph().getHost())).isFalse();
            }
        }
        assertThat(own.scopes).containsOnly(cloud.graph() + "/.default");
    }

    @Test
    void a_link_is_the_configured_one_or_that_of_the_cloud() {
        try (EntraProvider provider = EntraProvider.builder("entra")
                .credential(new OwnAccount())
                .groups(List.of(World.ONCALL, World.READERS))
                .cloud(EntraCloud.US_GOVERNMENT)
                .links(Map.of(World.ONCALL, URI.create("https://oncall.example.org/")))
                .build()) {
            assertThat(provider.connectLink(World.access(provider, World.ANN, World.group(World.ONCALL))))
                    .isEqualTo(new Link.To(URI.create("https://oncall.example.org/")));
            assertThat(provider.connectLink(World.access(provider, World.ANN, World.group(World.READERS))))
                    .isEqualTo(new Link.To(URI.create("https://portal.azure.us/")));
        }
    }

    @Test
    void its_own_time_outs_stay_below_that_of_a_call() {
        Limits limits = new Limits(Duration.ofSeconds(30), Duration.ofHours(1));

        // a change reads groups, removes, looks, adds and looks: each may take its whole time
        assertThat(Duration.ofSeconds(30).multipliedBy(5)).isLessThan(limits.plainCall());
        assertThat(limits.pimCall()).isLessThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(limits.plainHorizon()).isGreaterThan(limits.plainCall());
        assertThat(limits.pimHorizon()).isGreaterThan(limits.pimCall());
    }

    @Test
    void kinds_say_who_ends_them() {
        try (World world = new World();
                EntraProvider provider = world.builder()
                        .groups(List.of(World.ONCALL))
                        .pimGroups(List.of(World.ADMINS))
                        .directoryRoles(List.of(World.READER))
                        .build()) {
            assertThat(provider.kinds())
                    .extracting(KindDescriptor::expiry)
                    .containsExactly(
                            KindDescriptor.Expiry.NONE, KindDescriptor.Expiry.NATIVE, KindDescriptor.Expiry.NATIVE);
        }
    }

    @Test
    void the_module_uses_the_core_and_microsoft_and_nothing_else() {
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.jitaccess.entra",
                        "io.jitaccess.entitlement",
                        "io.jitaccess.id",
                        "io.jitaccess.identity",
                        "io.jitaccess.problem",
                        "io.jitaccess.spi",
                        "com.microsoft.graph..",
                        "com.microsoft.kiota..",
                        "com.azure..",
                        "com.google.gson",
                        "okhttp3",
                        "kotlin..",
                        "reactor.core.publisher",
                        "org.jspecify..",
                        "java..",
                        "javax.net.ssl")
                .check(MODULE);
    }

    @Test
    void time_comes_from_the_clock_that_was_given() {
        ArchRuleDefinition.noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(MODULE);
    }

    @Test
    void nothing_is_public_but_the_provider_its_builder_and_the_clouds() {
        assertThat(MODULE.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(type -> type.getSimpleName()))
                .containsExactlyInAnyOrder("EntraProvider", "EntraProviderBuilder", "EntraCloud");
    }
}
