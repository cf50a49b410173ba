package io.jitaccess.spring.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.okta.OktaCredential;
import io.jitaccess.okta.OktaProvider;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class OktaAutoConfigurationTest {

    private static final String TOKEN = "canary-token-of-the-host";
    private static final String GROUP = "00g1a2b3c4D5e6f7G8h9";

    private final ApplicationContextRunner off =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(OktaAutoConfiguration.class));
    private final ApplicationContextRunner on = off.withPropertyValues(
            "jit.okta.enabled=true",
            "jit.okta.org=https://example.okta.com",
            "jit.okta.groups=" + GROUP,
            "jit.okta.api-token-variable=TOKEN_OF_OKTA",
            "TOKEN_OF_OKTA=" + TOKEN);

    @Test
    void it_is_off_until_it_is_switched_on() {
        off.withPropertyValues("jit.okta.org=https://example.okta.com")
                .run(context -> assertThat(context).doesNotHaveBean(OktaProvider.class));
        on.withPropertyValues("jit.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(OktaProvider.class));
        on.withClassLoader(new FilteredClassLoader(OktaProvider.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("jitOktaProvider"));
    }

    @Test
    void switched_on_it_hands_out_what_the_properties_name() {
        on.withPropertyValues("jit.okta.id=workforce", "jit.okta.apps=*", "jit.okta.admin-roles=READ_ONLY_ADMIN")
                .run(context -> {
                    OktaProvider provider = context.getBean(OktaProvider.class);
                    assertThat(provider.id()).isEqualTo(new ProviderId("workforce"));
                    assertThat(provider.kinds())
                            .extracting(kind -> kind.kind().value())
                            .containsExactly("group-membership", "app-assignment", "admin-role");
                });
    }

    @Test
    void a_key_in_a_file_is_enough_and_is_not_read_at_the_start() {
        off.withPropertyValues(
                        "jit.okta.enabled=true",
                        "jit.okta.org=https://example.okta.com",
                        "jit.okta.groups=*",
                        "jit.okta.client-id=0oaServiceApp1234567",
                        "jit.okta.key-id=key-1",
                        "jit.okta.private-key-file=/nowhere/key.pem")
                .run(context -> assertThat(context).hasSingleBean(OktaProvider.class));
    }

    @Test
    void what_is_missing_is_named_at_the_start() {
        off.withPropertyValues("jit.okta.enabled=true", "jit.okta.org=http://example.okta.com")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("https")
                        .hasMessageContaining("credential")
                        .hasMessageContaining("nothing may be handed out"));
    }

    @Test
    void a_credential_and_a_provider_of_the_hosts_own_take_the_place() {
        off.withPropertyValues(
                        "jit.okta.enabled=true", "jit.okta.org=https://example.okta.com", "jit.okta.groups=" + GROUP)
                .withUserConfiguration(Own.class)
                .run(context -> assertThat(context).hasSingleBean(OktaProvider.class));
        on.withUserConfiguration(Replaced.class)
                .run(context ->
                        assertThat(context).hasSingleBean(OktaProvider.class).hasBean("mine"));
    }

    @Test
    void no_text_shows_the_credential() {
        on.withUserConfiguration(Own.class)
                .run(context -> assertThat(List.of(
                                context.getBean(OktaProvider.class).toString(),
                                context.getBean(OktaProperties.class).toString(),
                                context.getBean(OktaCredential.class).toString()))
                        .noneMatch(text -> text.contains(TOKEN)));
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        OktaCredential credential() {
            return OktaCredential.apiToken(() -> TOKEN);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Replaced {
        @Bean
        OktaProvider mine() {
            return OktaProvider.builder("mine")
                    .org(URI.create("https://example.okta.com"))
                    .credential(OktaCredential.apiToken(() -> TOKEN))
                    .groups(Set.of(GROUP))
                    .build();
        }
    }
}
