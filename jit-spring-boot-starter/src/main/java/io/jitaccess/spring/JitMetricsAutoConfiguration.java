package io.jitaccess.spring;

import io.jitaccess.JitAccess;
import io.jitaccess.spi.AuditSink;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Metrics, where the host has a registry. */
@AutoConfiguration(
        after = JitAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass({MeterRegistry.class, MeterBinder.class})
@ConditionalOnBean({JitAccess.class, MeterRegistry.class})
class JitMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "jitAuditMeters")
    AuditSink jitAuditMeters(MeterRegistry registry) {
        return new AuditMeters(registry);
    }

    @Bean
    @ConditionalOnMissingBean(name = "jitStatusMeters")
    MeterBinder jitStatusMeters(JitAccess jit) {
        return new StatusMeters(jit);
    }
}
