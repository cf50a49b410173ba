package io.jitaccess.spring.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.Credentials;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.gcp.GcpProvider;
import io.jitaccess.spi.CredentialIssuer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class GcpAutoConfigurationTest {

    private static final String TOKEN = "canary-token-of-the-host";

    private final ApplicationContextRunner off = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(GcpAutoConfiguration.class))
            .withUserConfiguration(Own.class);
    private final ApplicationContextRunner on =
            off.withPropertyValues("jit.gcp.enabled=true", "jit.gcp.resources=projects/shop-prod,folders/1001");

    @Test
    void it_is_off_until_it_is_switched_on() {
        off.withPropertyValues("jit.gcp.resources=projects/shop-prod")
                .run(context -> assertThat(context).doesNotHaveBean(GcpProvider.class));
        on.withPropertyValues("jit.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(GcpProvider.class));
        on.withClassLoader(new FilteredClassLoader(GcpProvider.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("jitGcpProvider"));
    }

    @Test
    void switched_on_it_hands_out_what_the_properties_name() {
        on.withPropertyValues(
                        "jit.gcp.id=google",
                        "jit.gcp.groups=oncall@example.org",
                        "jit.gcp.group-expiry=by-library",
                        "jit.gcp.service-accounts=deploy@shop-prod.iam.gserviceaccount.com")
                .run(context -> {
                    GcpProvider provider = context.getBean(GcpProvider.class);
                    assertThat(provider.id()).isEqualTo(new ProviderId("google"));
                    assertThat(provider.kinds())
                            .extracting(kind -> kind.kind().value())
                            .containsExactly("iam-binding", "group-membership", "service-account-token");
                    assertThat(provider).isInstanceOf(CredentialIssuer.class);
                });
    }

    @Test
    void what_is_wrong_is_named_at_the_start() {
        on.withPropertyValues("jit.gcp.resources=shop-prod", "jit.gcp.mark=No Mark")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("shop-prod")
                        .hasMessageContaining("mark"));
    }

    @Test
    void a_provider_of_the_hosts_own_takes_the_place() {
        on.withUserConfiguration(Replaced.class)
                .run(context ->
                        assertThat(context).hasSingleBean(GcpProvider.class).hasBean("mine"));
    }

    @Test
    void no_text_shows_the_credential() {
        on.run(context -> assertThat(List.of(
                        context.getBean(GcpProvider.class).toString(),
                        context.getBean(GcpProperties.class).toString()))
                .noneMatch(text -> text.contains(TOKEN)));
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        Credentials credentials() {
            return GoogleCredentials.create(new AccessToken(TOKEN, Date.from(Instant.parse("2100-01-01T00:00:00Z"))));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Replaced {
        @Bean
        GcpProvider mine(Credentials own) {
            return GcpProvider.builder("mine")
                    .credentials(own)
                    .resources(List.of("projects/shop-prod"))
                    .build();
        }
    }
}
