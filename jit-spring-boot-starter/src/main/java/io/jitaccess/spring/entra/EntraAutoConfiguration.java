package io.jitaccess.spring.entra;

import com.azure.core.credential.TokenCredential;
import io.jitaccess.entra.EntraProvider;
import io.jitaccess.entra.EntraProviderBuilder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The provider of access in Microsoft Entra ID, once {@code jit.entra.enabled} says so and {@code jit-entra} is there. */
@AutoConfiguration(beforeName = "io.jitaccess.spring.JitAutoConfiguration")
@ConditionalOnClass(EntraProvider.class)
@ConditionalOnBooleanProperty(name = "jit.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "jit.entra.enabled")
@EnableConfigurationProperties(EntraProperties.class)
class EntraAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    EntraProvider jitEntraProvider(EntraProperties properties, ObjectProvider<TokenCredential> own) {
        EntraProviderBuilder provider = EntraProvider.builder(properties.id())
                .cloud(properties.cloud())
                .groups(properties.groups())
                .pimGroups(properties.pimGroups())
                .directoryRoles(properties.directoryRoles())
                .roleAssignableGroups(properties.roleAssignableGroups())
                .revokeSignInSessions(properties.revokeSignInSessions())
                .tokenLifetime(properties.tokenLifetime())
                .links(properties.links())
                .requestTimeout(properties.requestTimeout());
        own.ifUnique(provider::credential);
        return provider.build();
    }
}
