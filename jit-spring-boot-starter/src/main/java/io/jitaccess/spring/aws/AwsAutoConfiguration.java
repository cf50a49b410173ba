package io.jitaccess.spring.aws;

import io.jitaccess.aws.AwsProvider;
import io.jitaccess.aws.AwsProviderBuilder;
import io.jitaccess.identity.Identity;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** The provider of access at AWS, once {@code jit.aws.enabled} says so and {@code jit-aws} is there. */
@AutoConfiguration(beforeName = "io.jitaccess.spring.JitAutoConfiguration")
@ConditionalOnClass(AwsProvider.class)
@ConditionalOnBooleanProperty(name = "jit.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "jit.aws.enabled")
@EnableConfigurationProperties(AwsProperties.class)
class AwsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    AwsProvider jitAwsProvider(AwsProperties properties, ObjectProvider<AwsCredentialsProvider> own) {
        AwsProviderBuilder provider = AwsProvider.builder(properties.id())
                .region(properties.region())
                .userName(properties.userAttribute(), Identity::email)
                .activityIn(properties.activityRegions())
                .mark(properties.mark())
                .timeout(properties.timeout());
        given(properties.identityStore(), provider::identityStore);
        if (properties.groups()) {
            provider.groups();
        }
        given(properties.identityCenter(), provider::identityCenter);
        given(properties.portal(), provider::portal);
        given(properties.account(), provider::account);
        if (properties.iamGroups()) {
            provider.iamGroups();
        }
        if (properties.iamPolicies()) {
            provider.iamPolicies();
        }
        if (properties.sessions()) {
            provider.sessions(properties.longestSession());
        }
        if (properties.endSessionsEarly()) {
            provider.endSessionsEarly();
        }
        if (properties.endPermissionSetSessionsEarly()) {
            provider.endPermissionSetSessionsEarly();
        }
        given(properties.consoleLinks(), provider::consoleLinks);
        own.ifUnique(provider::credentials);
        return provider.build();
    }

    private static <T> void given(@Nullable T value, Consumer<T> to) {
        if (value != null) {
            to.accept(value);
        }
    }
}
