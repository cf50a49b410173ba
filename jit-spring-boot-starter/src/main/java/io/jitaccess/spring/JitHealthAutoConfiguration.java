package io.jitaccess.spring;

import io.jitaccess.JitAccess;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Health, where the host has the actuator. */
@AutoConfiguration(after = JitAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(JitAccess.class)
@ConditionalOnEnabledHealthIndicator("jit")
class JitHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "jitHealthIndicator")
    HealthIndicator jitHealthIndicator(JitAccess jit) {
        return new JitHealthIndicator(jit);
    }
}
