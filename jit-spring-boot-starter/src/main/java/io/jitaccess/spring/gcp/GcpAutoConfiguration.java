package io.jitaccess.spring.gcp;

import com.google.auth.Credentials;
import io.jitaccess.gcp.GcpProvider;
import io.jitaccess.gcp.GcpProviderBuilder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The provider of access in Google Cloud, once {@code jit.gcp.enabled} says so and {@code jit-gcp} is there. */
@AutoConfiguration(beforeName = "io.jitaccess.spring.JitAutoConfiguration")
@ConditionalOnClass(GcpProvider.class)
@ConditionalOnBooleanProperty(name = "jit.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "jit.gcp.enabled")
@EnableConfigurationProperties(GcpProperties.class)
class GcpAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    GcpProvider jitGcpProvider(GcpProperties properties, ObjectProvider<Credentials> own) {
        GcpProviderBuilder provider = GcpProvider.builder(properties.id())
                .resources(properties.resources())
                .groups(properties.groups(), properties.groupExpiry())
                .serviceAccounts(properties.serviceAccounts())
                .mailDomains(properties.mailDomains())
                .workforceProviders(properties.workforceProviders())
                .mark(properties.mark())
                .requestTimeout(properties.requestTimeout());
        own.ifUnique(provider::credentials);
        return provider.build();
    }
}
