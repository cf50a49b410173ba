package io.jitaccess.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.Caller.Role;
import io.jitaccess.JitAccess;
import io.jitaccess.catalogue.CatalogueFiles;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.notify.WebhookChannel;
import io.jitaccess.spi.EligibilitySource;
import io.jitaccess.spi.store.Store;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.FakeProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class JitAutoConfigurationTest {

    private static final IdentityId ROOT = new IdentityId("root");

    private final ApplicationContextRunner empty = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(JitPartsAutoConfiguration.class, JitAutoConfiguration.class))
            .withUserConfiguration(Parts.WithClock.class);
    private final ApplicationContextRunner whole =
            empty.withUserConfiguration(Parts.WithStore.class, Parts.WithDirectory.class, Parts.WithProvider.class);

    @Test
    void the_library_is_put_together_from_beans_and_runs() {
        whole.withPropertyValues("jit.administrators=admins").run(context -> {
            assertThat(context).hasSingleBean(JitAccess.class);
            JitAccess jit = context.getBean(JitAccess.class);
            assertThat(jit.status().running()).isTrue();
            assertThat(jit.caller(ROOT).orElseThrow().roles()).containsExactly(Role.ADMINISTRATOR);
        });
    }

    @Test
    void it_stops_with_the_application() {
        whole.run(context -> {
            JitAccess jit = context.getBean(JitAccess.class);
            context.getSourceApplicationContext(org.springframework.context.ConfigurableApplicationContext.class)
                    .close();
            assertThat(jit.status().running()).isFalse();
        });
    }

    @Test
    void disabled_it_does_nothing_whatever_is_missing() {
        empty.withPropertyValues("jit.enabled=false").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context).doesNotHaveBean(JitAccess.class);
            assertThat(context).doesNotHaveBean(JitLifecycle.class);
        });
    }

    @Test
    void everything_that_is_missing_is_named_with_what_to_do() {
        empty.run(context -> {
            FailureAnalysis analysis = analysis(context);
            assertThat(analysis.getDescription()).contains("a store", "a directory", "provider");
            assertThat(analysis.getAction())
                    .contains("spring.datasource.url", Store.class.getName())
                    .contains("jit.directory.file", "io.jitaccess.spi.Directory")
                    .contains("io.jitaccess.spi.AccessProvider")
                    .contains("jit.enabled=false");
        });
        empty.withUserConfiguration(Parts.WithStore.class, Parts.WithDirectory.class)
                .run(context -> assertThat(analysis(context).getAction())
                        .contains("io.jitaccess.spi.AccessProvider")
                        .doesNotContain("spring.datasource.url", "io.jitaccess.spi.Directory"));
    }

    @Test
    void two_providers_with_one_id_fail_the_start() {
        whole.withUserConfiguration(SecondProvider.class)
                .run(context -> assertThat(analysis(context).getDescription()).contains("fake"));
    }

    @Test
    void a_library_of_the_hosts_own_takes_the_place() {
        whole.withUserConfiguration(OwnLibrary.class)
                .run(context -> assertThat(context.getBean(JitAccess.class)).isSameAs(context.getBean("mine")));
    }

    @Test
    void customizers_have_the_last_word_on_the_builder() {
        whole.withPropertyValues("jit.administrators=nobody")
                .withUserConfiguration(Customized.class)
                .run(context -> assertThat(context.getBean(JitAccess.class)
                                .caller(ROOT)
                                .orElseThrow()
                                .roles())
                        .containsExactly(Role.ADMINISTRATOR));
    }

    @Test
    void a_folder_of_eligibilities_is_read_unless_the_host_has_a_source() {
        whole.withPropertyValues("jit.eligibilities.location=target/no-such-folder")
                .run(context -> assertThat(context.getBean(EligibilitySource.class))
                        .isInstanceOf(CatalogueFiles.class)
                        .extracting(EligibilitySource::name)
                        .asString()
                        .endsWith("target/no-such-folder"));
        whole.withPropertyValues("jit.eligibilities.location=")
                .run(context -> assertThat(context).doesNotHaveBean(EligibilitySource.class));
        whole.withPropertyValues("jit.eligibilities.location=target/no-such-folder")
                .withBean("own", EligibilitySource.class, () -> new CatalogueFiles(Path.of("own")))
                .run(context ->
                        assertThat(context).getBean(EligibilitySource.class).isSameAs(context.getBean("own")));
    }

    @Test
    void a_directory_is_read_from_its_file_and_every_problem_of_the_file_is_told(@TempDir Path folder)
            throws IOException {
        ApplicationContextRunner fromFile =
                empty.withUserConfiguration(Parts.WithStore.class, Parts.WithProvider.class);
        Path good = Files.writeString(folder.resolve("good.yaml"), """
                groups:
                  - id: admins
                identities:
                  - id: root
                    groups: [admins]
                """);
        fromFile.withPropertyValues("jit.directory.file=" + good, "jit.administrators=admins")
                .run(context -> assertThat(context.getBean(JitAccess.class)
                                .caller(ROOT)
                                .orElseThrow()
                                .roles())
                        .containsExactly(Role.ADMINISTRATOR));
        Path bad = Files.writeString(folder.resolve("bad.yaml"), """
                identities:
                  - id: root
                    groups: [nowhere]
                  - kind: ROBOT
                """);
        fromFile.withPropertyValues("jit.directory.file=" + bad)
                .run(context -> assertThat(analysis(context).getDescription())
                        .contains("jit.directory.file", "nowhere", "HUMAN, SERVICE"));
        whole.withPropertyValues("jit.directory.file=" + bad)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void a_webhook_is_made_of_its_properties_and_no_secret_is_told_when_they_are_wrong() {
        String secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
        whole.withPropertyValues(
                        "jit.webhook.url=https://example.org/hook",
                        "jit.webhook.secret=" + secret,
                        "jit.webhook.previous-secret=" + secret,
                        "jit.webhook.actions=GRANT_ACTIVE,GRANT_ENDED",
                        "jit.webhook.timeout=5s")
                .run(context -> {
                    WebhookChannel channel = context.getBean(WebhookChannel.class);
                    assertThat(channel.wants(io.jitaccess.audit.AuditAction.GRANT_ACTIVE))
                            .isTrue();
                    assertThat(channel.wants(io.jitaccess.audit.AuditAction.GRANT_CREATED))
                            .isFalse();
                });
        whole.withPropertyValues("jit.webhook.url=")
                .run(context -> assertThat(context).doesNotHaveBean(WebhookChannel.class));
        whole.withPropertyValues("jit.webhook.url=http://example.org/token-in-path", "jit.webhook.secret=" + secret)
                .run(context -> assertThat(analysis(context).getDescription())
                        .contains("jit.webhook", "https")
                        .doesNotContain("token-in-path", secret));
        whole.withPropertyValues("jit.webhook.url=https://example.org/", "jit.webhook.secret=not-so-secret")
                .run(context -> assertThat(analysis(context).getDescription())
                        .contains("jit.webhook", "whsec_")
                        .doesNotContain("not-so-secret"));
    }

    private static FailureAnalysis analysis(AssertableApplicationContext context) {
        assertThat(context).hasFailed();
        FailureAnalysis analysis = new JitStartFailureAnalyzer().analyze(context.getStartupFailure());
        assertThat(analysis).isNotNull();
        return analysis;
    }

    @Configuration(proxyBeanMethods = false)
    static class SecondProvider {

        @Bean
        FakeProvider second(TestClock clock) {
            return FakeProvider.on(clock.asClock());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnLibrary {

        @Bean
        JitAccess mine(Store store, TestDirectory directory, FakeProvider provider) {
            return JitAccess.builder()
                    .store(store)
                    .directory(directory)
                    .provider(provider)
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {

        @Bean
        JitCustomizer administrators() {
            return builder ->
                    builder.settings(io.jitaccess.Settings.DEFAULTS.withRoles(Set.of(new GroupId("admins")), Set.of()));
        }
    }
}
