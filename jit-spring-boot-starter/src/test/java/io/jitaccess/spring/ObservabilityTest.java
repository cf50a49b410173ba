package io.jitaccess.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.catalogue.CatalogueJson;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.notify.LoggingChannel;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import io.jitaccess.testkit.provider.FakeProvider;
import io.jitaccess.testkit.provider.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class ObservabilityTest {

    private static final IdentityId ADA = new IdentityId("ada");
    private static final String CATALOGUE = """
            {"version": 1,
             "policies": [{"id": "free", "rules": [{"name": "free", "automatic": {"upTo": "PT1H"}}]}],
             "eligibilities": [{"id": "all", "name": "All", "who": {"groups": ["devs"]}, "policy": "free",
               "duration": {"longest": "PT1H"},
               "entitlements": [{"provider": "fake", "kind": "group", "attributes": {"name": "all"}}]}]}
            """;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    JitAutoConfiguration.class,
                    JitHealthAutoConfiguration.class,
                    JitMetricsAutoConfiguration.class,
                    MetricsAutoConfiguration.class))
            .withUserConfiguration(
                    Parts.WithClock.class, Parts.WithStore.class, Parts.WithDirectory.class, Parts.WithProvider.class)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(LoggingChannel.class, LoggingChannel::new)
            .withPropertyValues("jit.administrators=admins", "jit.poll=100ms");

    @Test
    void access_that_outlives_its_end_is_down_and_named() {
        runner.run(context -> {
            HealthIndicator health = context.getBean("jitHealthIndicator", HealthIndicator.class);
            Grant grant = active(context);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            assertThat(health.health().getDetails())
                    .containsEntry("running", true)
                    .containsEntry("catalogue", 1L)
                    .containsEntry("overdue", 0L);

            context.getBean(FakeProvider.class)
                    .faults()
                    .always(call -> call.operation() == Operation.REVOKE, Fault.retryable("not now"));
            context.getBean(TestClock.class).advance(Duration.ofHours(2));

            Health late = health.health();
            assertThat(late.getStatus()).isEqualTo(Status.DOWN);
            assertThat(late.getDetails()).containsEntry("overdue", 1L);
            assertThat(String.valueOf(late.getDetails().get("longestOverdue")))
                    .matches("\\[\\{assignment=[0-9a-f-]{36}, provider=fake, since=" + grant.endsAt() + "}]");
        });
    }

    @Test
    void a_store_that_does_not_answer_is_down() {
        runner.run(context -> {
            context.getBean(SilentStore.class).silent(true);
            Health health =
                    context.getBean("jitHealthIndicator", HealthIndicator.class).health();
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails()).containsExactly(Map.entry("store", "does not answer"));
            context.getBean(SilentStore.class).silent(false);
        });
    }

    @Test
    void what_is_recorded_is_counted_and_the_status_is_shown() {
        runner.run(context -> {
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            active(context);

            assertThat(meters.get("jit.assignments.overdue").gauge().value()).isZero();
            assertThat(meters.get("jit.reconciler.running").gauge().value()).isOne();
            assertThat(meters.get("jit.catalogue.revision").gauge().value()).isOne();
            assertThat(meters.get("jit.catalogue.problem").gauge().value()).isZero();
            assertThat(meters.get("jit.provider.in.flight")
                            .tag("provider", "fake")
                            .gauge()
                            .value())
                    .isNotNegative();
            assertThat(meters.get("jit.provider.lag")
                            .tag("provider", "fake")
                            .timeGauge()
                            .value(TimeUnit.SECONDS))
                    .isNotNegative();
            assertThat(meters.get("jit.provider.calls")
                            .tag("provider", "fake")
                            .functionCounter()
                            .count())
                    .isPositive();
            assertThat(meters.get("jit.provider.failures")
                            .tag("provider", "fake")
                            .functionCounter()
                            .count())
                    .isZero();
            assertThat(meters.get("jit.outbox.waiting")
                            .tag("channel", "log")
                            .gauge()
                            .value())
                    .isNotNegative();
            for (String action : List.of("REQUEST_CREATED", "GRANT_CREATED", "GRANT_ACTIVE", "CATALOGUE_ACCEPTED")) {
                Eventually.holds(action + " counted once", () -> counted(meters, action) == 1);
            }
            assertThat(counted(meters, "GRANT_ENDED")).isZero();
        });
    }

    @Test
    void gauges_have_no_value_while_the_store_does_not_answer() {
        runner.run(context -> {
            context.getBean(SilentStore.class).silent(true);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("jit.assignments.overdue")
                            .gauge()
                            .value())
                    .isNaN();
            context.getBean(SilentStore.class).silent(false);
        });
    }

    @Test
    void a_host_without_actuator_or_registry_has_neither() {
        runner.withClassLoader(new FilteredClassLoader(HealthIndicator.class, MeterRegistry.class))
                .run(context -> {
                    assertThat(context).hasSingleBean(JitAccess.class);
                    assertThat(context).doesNotHaveBean("jitHealthIndicator");
                    assertThat(context).doesNotHaveBean("jitAuditMeters");
                });
        runner.withPropertyValues("management.health.jit.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("jitHealthIndicator"));
    }

    private static double counted(MeterRegistry meters, String action) {
        return meters.get("jit.audit.events").tag("action", action).counter().count();
    }

    private static Grant active(ApplicationContext context) {
        JitAccess jit = context.getBean(JitAccess.class);
        jit.administration()
                .activate(new IdentityId("root"), CatalogueJson.read(CATALOGUE))
                .orElseThrow();
        GrantId grant = jit.requests()
                .request(ADA, RequestDraft.of(new EligibilityId("all"), Duration.ofHours(1), "why"))
                .orElseThrow()
                .grant()
                .orElseThrow();
        return jit.grants().whenActive(grant).orTimeout(20, TimeUnit.SECONDS).join();
    }
}
