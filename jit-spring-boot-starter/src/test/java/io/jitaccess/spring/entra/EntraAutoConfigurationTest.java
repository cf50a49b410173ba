package io.jitaccess.spring.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.BasicAuthenticationCredential;
import com.azure.core.credential.TokenCredential;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entra.EntraProvider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class EntraAutoConfigurationTest {

    private static final String GROUP = "10000000-0000-4000-8000-0000000000a1";
    private static final String TOKEN = "canary-token-of-the-host";

    private final ApplicationContextRunner off = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(EntraAutoConfiguration.class))
            .withUserConfiguration(Own.class);
    private final ApplicationContextRunner on =
            off.withPropertyValues("jit.entra.enabled=true", "jit.entra.groups=" + GROUP);

    @Test
    void it_is_off_until_it_is_switched_on() {
        off.withPropertyValues("jit.entra.groups=" + GROUP)
                .run(context -> assertThat(context).doesNotHaveBean(EntraProvider.class));
        on.withPropertyValues("jit.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(EntraProvider.class));
        on.withClassLoader(new FilteredClassLoader(EntraProvider.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("jitEntraProvider"));
    }

    @Test
    void switched_on_it_hands_out_what_the_properties_name() {
        on.withPropertyValues(
                        "jit.entra.id=tenant",
                        "jit.entra.cloud=us-government",
                        "jit.entra.pim-groups=20000000-0000-4000-8000-0000000000a2",
                        "jit.entra.directory-roles=60000000-0000-4000-8000-0000000000b1",
                        "jit.entra.links." + GROUP + "=https://oncall.example.org/")
                .run(context -> {
                    EntraProvider provider = context.getBean(EntraProvider.class);
                    assertThat(provider.id()).isEqualTo(new ProviderId("tenant"));
                    assertThat(provider.kinds())
                            .extracting(kind -> kind.kind().value())
                            .containsExactly("group-membership", "pim-group-membership", "directory-role");
                    assertThat(context.getBean(EntraProperties.class).links()).containsOnlyKeys(GROUP);
                });
    }

    @Test
    void without_a_bean_the_default_chain_of_credentials_serves() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(EntraAutoConfiguration.class))
                .withPropertyValues("jit.entra.enabled=true", "jit.entra.groups=" + GROUP)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(EntraProvider.class));
    }

    @Test
    void what_is_wrong_is_named_at_the_start() {
        on.withPropertyValues("jit.entra.groups=oncall", "jit.entra.token-lifetime=3d")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("oncall")
                        .hasMessageContaining("lifetime"));
    }

    @Test
    void a_provider_of_the_hosts_own_takes_the_place() {
        on.withUserConfiguration(Replaced.class)
                .run(context ->
                        assertThat(context).hasSingleBean(EntraProvider.class).hasBean("mine"));
    }

    @Test
    void no_text_shows_the_credential() {
        on.run(context -> assertThat(List.of(
                        context.getBean(EntraProvider.class).toString(),
                        context.getBean(EntraProperties.class).toString()))
                .noneMatch(text -> text.contains(TOKEN)));
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        TokenCredential credential() {
            return new BasicAuthenticationCredential("host", TOKEN);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Replaced {
        @Bean
        EntraProvider mine(TokenCredential own) {
            return EntraProvider.builder("mine")
                    .credential(own)
                    .groups(List.of(GROUP))
                    .build();
        }
    }
}
