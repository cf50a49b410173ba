package io.jitaccess.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.Settings;
import io.jitaccess.identity.GroupId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

class JitPropertiesTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @Test
    void defaults_are_those_of_the_library() {
        runner.run(context ->
                assertThat(context.getBean(JitProperties.class).settings()).isEqualTo(Settings.DEFAULTS));
    }

    @Test
    void every_value_reaches_the_settings() {
        runner.withPropertyValues(
                        "jit.administrators=admins,root",
                        "jit.auditors=audit",
                        "jit.poll=2s",
                        "jit.lease=3m",
                        "jit.batch=4",
                        "jit.concurrency=5",
                        "jit.calls-per-second=6",
                        "jit.first-retry=7s",
                        "jit.longest-retry=8m",
                        "jit.overdue-after=9m",
                        "jit.drift-every=10m",
                        "jit.recheck-every=11m",
                        "jit.warn-before=12m",
                        "jit.directory-age=13s",
                        "jit.stop-grace=14s")
                .run(context -> assertThat(context.getBean(JitProperties.class).settings())
                        .isEqualTo(new Settings(
                                Set.of(new GroupId("admins"), new GroupId("root")),
                                Set.of(new GroupId("audit")),
                                Duration.ofSeconds(2),
                                Duration.ofMinutes(3),
                                4,
                                5,
                                6,
                                Duration.ofSeconds(7),
                                Duration.ofMinutes(8),
                                Duration.ofMinutes(9),
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(11),
                                Duration.ofMinutes(12),
                                Duration.ofSeconds(13),
                                Duration.ofSeconds(14))));
    }

    @Test
    void every_bad_value_is_named_at_once() {
        assertThat(problems(
                        "jit.administrators=" + "x".repeat(201),
                        "jit.poll=1ms",
                        "jit.lease=2h",
                        "jit.batch=0",
                        "jit.concurrency=257",
                        "jit.calls-per-second=0",
                        "jit.first-retry=2h",
                        "jit.longest-retry=2h",
                        "jit.overdue-after=0s",
                        "jit.drift-every=2d",
                        "jit.recheck-every=0s",
                        "jit.warn-before=-1s",
                        "jit.directory-age=1h",
                        "jit.stop-grace=1h",
                        "jit.rest.path=api/",
                        "jit.rest.largest-body=1B",
                        "jit.rest.largest-catalogue=1GB",
                        "jit.webhook.url=https://example.org/hook"))
                .containsExactlyInAnyOrder(
                        "administrators",
                        "poll",
                        "lease",
                        "batch",
                        "concurrency",
                        "callsPerSecond",
                        "firstRetry",
                        "longestRetry",
                        "overdueAfter",
                        "driftEvery",
                        "recheckEvery",
                        "warnBefore",
                        "directoryAge",
                        "stopGrace",
                        "rest.path",
                        "rest.largestBody",
                        "rest.largestCatalogue",
                        "jit.webhook.secret is needed with jit.webhook.url");
    }

    @Test
    void the_longest_retry_must_not_be_shorter_than_the_first() {
        assertThat(problems("jit.first-retry=2m", "jit.longest-retry=1m")).containsExactly("longestRetry");
        assertThat(problems("jit.first-retry=50m", "jit.longest-retry=55m")).isEmpty();
    }

    @Test
    void the_secret_of_the_webhook_is_in_no_text() {
        runner.withPropertyValues("jit.webhook.url=https://example.org/hook", "jit.webhook.secret=top-secret")
                .run(context -> assertThat(context.getBean(JitProperties.class))
                        .asString()
                        .contains("Webhook[set]")
                        .doesNotContain("top-secret", "example.org"));
    }

    private List<String> problems(String... values) {
        Problems found = new Problems();
        runner.withPropertyValues(values).run(context -> found.take(context.getStartupFailure()));
        return found.fields;
    }

    private static final class Problems {
        private List<String> fields = List.of();

        void take(@org.jspecify.annotations.Nullable Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindValidationException invalid) {
                    fields = invalid.getValidationErrors().getAllErrors().stream()
                            .map(Problems::field)
                            .toList();
                }
            }
        }

        private static String field(ObjectError error) {
            return error instanceof FieldError field ? field.getField() : String.valueOf(error.getDefaultMessage());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(JitProperties.class)
    static class Properties {}
}
