package io.jitaccess.spring.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ClientSecretCredentialBuilder;
import io.jitaccess.azure.AzureProvider;
import io.jitaccess.entitlement.ProviderId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class AzureAutoConfigurationTest {

    private static final String SECRET = "canary-secret-of-the-host";
    private static final String SUBSCRIPTION = "/subscriptions/11111111-2222-3333-4444-555555555555";

    private final ApplicationContextRunner off = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AzureAutoConfiguration.class))
            .withUserConfiguration(Own.class);
    private final ApplicationContextRunner on =
            off.withPropertyValues("jit.azure.enabled=true", "jit.azure.scopes=" + SUBSCRIPTION);

    @Test
    void it_is_off_until_it_is_switched_on() {
        off.withPropertyValues("jit.azure.scopes=" + SUBSCRIPTION)
                .run(context -> assertThat(context).doesNotHaveBean(AzureProvider.class));
        on.withPropertyValues("jit.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(AzureProvider.class));
        on.withClassLoader(new FilteredClassLoader(AzureProvider.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("jitAzureProvider"));
    }

    @Test
    void switched_on_it_hands_out_what_the_properties_name() {
        on.withPropertyValues(
                        "jit.azure.id=cloud",
                        "jit.azure.cloud=us-government",
                        "jit.azure.roles=acdd72a7-3385-48ef-bd42-f606fba81ae7",
                        "jit.azure.pim-scopes=/subscriptions/33333333-2222-3333-4444-555555555555",
                        "jit.azure.object-id-attribute=entra.object-id",
                        "jit.azure.tenant=99999999-2222-3333-4444-555555555555")
                .run(context -> {
                    AzureProvider provider = context.getBean(AzureProvider.class);
                    assertThat(provider.id()).isEqualTo(new ProviderId("cloud"));
                    assertThat(provider.kinds())
                            .extracting(kind -> kind.kind().value())
                            .containsExactly("role-assignment", "storage-role-assignment", "pim-role-assignment");
                    assertThat(provider.ownCondition()).contains("{acdd72a7-3385-48ef-bd42-f606fba81ae7}");
                });
    }

    @Test
    void what_is_wrong_is_named_at_the_start() {
        on.withPropertyValues("jit.azure.scopes=/subscriptions/x", "jit.azure.mark=No Mark", "jit.azure.tenant=contoso")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContainingAll("/subscriptions/x", "mark", "tenant"));
    }

    @Test
    void a_provider_of_the_hosts_own_takes_the_place() {
        on.withUserConfiguration(Replaced.class)
                .run(context ->
                        assertThat(context).hasSingleBean(AzureProvider.class).hasBean("mine"));
    }

    @Test
    void no_text_shows_the_credential() {
        on.run(context -> assertThat(List.of(
                        context.getBean(AzureProvider.class).toString(),
                        context.getBean(AzureProperties.class).toString()))
                .noneMatch(text -> text.contains(SECRET)));
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        TokenCredential credential() {
            return new ClientSecretCredentialBuilder()
                    .tenantId("99999999-2222-3333-4444-555555555555")
                    .clientId("88888888-2222-3333-4444-555555555555")
                    .clientSecret(SECRET)
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Replaced {
        @Bean
        AzureProvider mine(TokenCredential own) {
            return AzureProvider.builder("mine")
                    .credential(own)
                    .scopes(List.of(SUBSCRIPTION))
                    .build();
        }
    }
}
