package io.jitaccess.spring;

import io.jitaccess.JitAccess;
import io.jitaccess.Status;
import io.jitaccess.Status.Lane;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.spi.store.StoreException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the status as gauges. It is read at most once in five seconds, because reading asks the store; while the store
 * does not answer the gauges have no value.
 */
final class StatusMeters implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(StatusMeters.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final JitAccess jit;
    private @Nullable Status last;
    private long readAt;
    private boolean read;

    StatusMeters(JitAccess jit) {
        this.jit = jit;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("jit.assignments.overdue", this, meters -> meters.overdue(registry))
                .description("Assignments past their end by more than jit.overdue-after and not confirmed absent")
                .register(registry);
        gauge(
                registry,
                "jit.reconciler.running",
                "1 while this node's reconciler runs",
                status -> status.running() ? 1 : 0);
        gauge(registry, "jit.catalogue.revision", "The catalogue revision in force, 0 for none", Status::catalogue);
        gauge(
                registry,
                "jit.catalogue.problem",
                "1 while the last reading of the eligibility source was not accepted",
                status -> status.catalogueProblem().isPresent() ? 1 : 0);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Status> value) {
        Gauge.builder(
                        name,
                        this,
                        meters -> meters.status().map(value::applyAsDouble).orElse(Double.NaN))
                .description(description)
                .register(registry);
    }

    /** Registers, on the way, what came to be known since the last time. */
    private double overdue(MeterRegistry registry) {
        Optional<Status> status = status();
        status.ifPresent(known -> {
            known.providers().keySet().forEach(provider -> lane(registry, provider));
            known.outbox().keySet().forEach(channel -> outbox(registry, channel));
        });
        return status.map(known -> (double) known.overdue()).orElse(Double.NaN);
    }

    private void lane(MeterRegistry registry, ProviderId provider) {
        Gauge.builder("jit.provider.in.flight", this, meters -> meters.of(provider, Lane::inFlight))
                .description("Assignments that this node works on")
                .tag("provider", provider.value())
                .register(registry);
        TimeGauge.builder(
                        "jit.provider.lag",
                        this,
                        TimeUnit.MILLISECONDS,
                        meters -> meters.of(provider, lane -> lane.lag().toMillis()))
                .description("How late the last due assignment was taken up")
                .tag("provider", provider.value())
                .register(registry);
        FunctionCounter.builder("jit.provider.calls", this, meters -> meters.of(provider, Lane::calls))
                .description("Calls that this node made")
                .tag("provider", provider.value())
                .register(registry);
        FunctionCounter.builder("jit.provider.failures", this, meters -> meters.of(provider, Lane::failures))
                .description("Calls that failed or had an unknown outcome")
                .tag("provider", provider.value())
                .register(registry);
    }

    private double of(ProviderId provider, ToDoubleFunction<Lane> value) {
        return status().map(status -> status.providers().get(provider))
                .map(value::applyAsDouble)
                .orElse(Double.NaN);
    }

    private void outbox(MeterRegistry registry, String channel) {
        Gauge.builder(
                        "jit.outbox.waiting",
                        this,
                        meters -> meters.status()
                                .map(status -> status.outbox().get(channel))
                                .map(Long::doubleValue)
                                .orElse(Double.NaN))
                .description("Notifications that wait for the channel")
                .tag("channel", channel)
                .register(registry);
    }

    private synchronized Optional<Status> status() {
        long now = System.nanoTime();
        if (!read || now - readAt > FRESH_NANOS) {
            read = true;
            readAt = now;
            last = null;
            try {
                last = jit.status();
            } catch (StoreException e) {
                LOG.debug("No status: the store does not answer", e);
            }
        }
        return Optional.ofNullable(last);
    }
}
