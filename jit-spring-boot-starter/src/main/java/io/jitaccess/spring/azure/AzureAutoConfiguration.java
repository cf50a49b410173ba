package io.jitaccess.spring.azure;

import com.azure.core.credential.TokenCredential;
import io.jitaccess.azure.AzureProvider;
import io.jitaccess.azure.AzureProviderBuilder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The provider of roles in Azure, once {@code jit.azure.enabled} says so and {@code jit-azure} is there. */
@AutoConfiguration(beforeName = "io.jitaccess.spring.JitAutoConfiguration")
@ConditionalOnClass(AzureProvider.class)
@ConditionalOnBooleanProperty(name = "jit.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "jit.azure.enabled")
@EnableConfigurationProperties(AzureProperties.class)
class AzureAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    AzureProvider jitAzureProvider(AzureProperties properties, ObjectProvider<TokenCredential> own) {
        AzureProviderBuilder provider = AzureProvider.builder(properties.id())
                .cloud(properties.cloud())
                .scopes(properties.scopes())
                .pimScopes(properties.pimScopes())
                .roles(properties.roles())
                .mark(properties.mark())
                .requestTimeout(properties.requestTimeout());
        if (properties.objectIdAttribute() != null) {
            provider.objectIdAttribute(properties.objectIdAttribute());
        }
        if (properties.tenant() != null) {
            provider.tenant(properties.tenant());
        }
        own.ifUnique(provider::credential);
        return provider.build();
    }
}
