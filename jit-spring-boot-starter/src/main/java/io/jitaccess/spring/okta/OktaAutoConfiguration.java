package io.jitaccess.spring.okta;

import io.jitaccess.okta.OktaCredential;
import io.jitaccess.okta.OktaProvider;
import io.jitaccess.okta.OktaProviderBuilder;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The provider of access at Okta, once {@code jit.okta.enabled} says so and {@code jit-okta} is there. */
@AutoConfiguration(beforeName = "io.jitaccess.spring.JitAutoConfiguration")
@ConditionalOnClass(OktaProvider.class)
@ConditionalOnBooleanProperty(name = "jit.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "jit.okta.enabled")
@EnableConfigurationProperties(OktaProperties.class)
class OktaAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    OktaProvider jitOktaProvider(
            OktaProperties properties, ObjectProvider<OktaCredential> own, Environment environment) {
        OktaProviderBuilder provider = OktaProvider.builder(properties.id())
                .groups(properties.groups())
                .apps(properties.apps())
                .adminRoles(properties.adminRoles())
                .timeout(properties.timeout());
        Optional.ofNullable(properties.org()).ifPresent(provider::org);
        if (properties.endSessions()) {
            provider.endSessions();
        }
        if (properties.activity()) {
            provider.activity();
        }
        Optional.ofNullable(own.getIfUnique())
                .or(() -> named(properties, environment))
                .ifPresent(provider::credential);
        return provider.build();
    }

    /** Where the properties say that the secret is; it is read when it is needed. */
    private static Optional<OktaCredential> named(OktaProperties properties, Environment environment) {
        if (properties.clientId() != null && properties.keyId() != null && properties.privateKeyFile() != null) {
            return Optional.of(OktaCredential.privateKeyFile(
                    properties.clientId(), properties.keyId(), properties.privateKeyFile()));
        }
        return Optional.ofNullable(properties.apiTokenVariable())
                .map(name -> OktaCredential.apiToken(() -> environment.getRequiredProperty(name)));
    }
}
