package io.jitaccess.spring.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.aws.AwsProvider;
import io.jitaccess.entitlement.ProviderId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class AwsAutoConfigurationTest {

    private static final String SECRET = "canary-secret-of-the-host";

    private final ApplicationContextRunner off = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AwsAutoConfiguration.class))
            .withUserConfiguration(Own.class);
    private final ApplicationContextRunner on = off.withPropertyValues(
            "jit.aws.enabled=true",
            "jit.aws.region=eu-central-1",
            "jit.aws.identity-store=d-1234567890",
            "jit.aws.groups=true");

    @Test
    void it_is_off_until_it_is_switched_on() {
        off.withPropertyValues("jit.aws.region=eu-central-1", "jit.aws.iam-groups=true")
                .run(context -> assertThat(context).doesNotHaveBean(AwsProvider.class));
        on.withPropertyValues("jit.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(AwsProvider.class));
        on.withClassLoader(new FilteredClassLoader(AwsProvider.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("jitAwsProvider"));
    }

    @Test
    void switched_on_it_hands_out_what_the_properties_name() {
        on.withPropertyValues(
                        "jit.aws.id=cloud",
                        "jit.aws.iam-groups=true",
                        "jit.aws.iam-policies=true",
                        "jit.aws.sessions=true",
                        "jit.aws.identity-center=arn:aws:sso:::instance/ssoins-1234567890abcdef")
                .run(context -> {
                    AwsProvider provider = context.getBean(AwsProvider.class);
                    assertThat(provider.id()).isEqualTo(new ProviderId("cloud"));
                    assertThat(provider.kinds())
                            .extracting(kind -> kind.kind().value())
                            .containsExactly(
                                    "group-membership",
                                    "account-assignment",
                                    "iam-group-membership",
                                    "iam-policy",
                                    "session");
                });
    }

    @Test
    void account_assignments_are_handed_out_without_groups() {
        on.withPropertyValues(
                        "jit.aws.groups=false",
                        "jit.aws.identity-center=arn:aws:sso:::instance/ssoins-1234567890abcdef")
                .run(context -> assertThat(context.getBean(AwsProvider.class).kinds())
                        .extracting(kind -> kind.kind().value())
                        .containsExactly("account-assignment"));
    }

    @Test
    void what_is_wrong_is_named_at_the_start() {
        on.withPropertyValues("jit.aws.region=nowhere", "jit.aws.account=12")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("region")
                        .hasMessageContaining("account"));
    }

    @Test
    void a_provider_of_the_hosts_own_takes_the_place() {
        on.withUserConfiguration(Replaced.class)
                .run(context ->
                        assertThat(context).hasSingleBean(AwsProvider.class).hasBean("mine"));
    }

    @Test
    void no_text_shows_the_credential() {
        on.run(context -> assertThat(List.of(
                        context.getBean(AwsProvider.class).toString(),
                        context.getBean(AwsProperties.class).toString()))
                .noneMatch(text -> text.contains(SECRET)));
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        AwsCredentialsProvider credentials() {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAHOST", SECRET));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Replaced {
        @Bean
        AwsProvider mine(AwsCredentialsProvider own) {
            return AwsProvider.builder("mine")
                    .region("eu-west-1")
                    .credentials(own)
                    .iamGroups()
                    .build();
        }
    }
}
