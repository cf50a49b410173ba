package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.regions.Region;

/** How the clients are set: what no answer of a fake can tell. */
class AwsClientsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @ParameterizedTest
    @CsvSource({
        "eu-central-1, aws-global",
        "cn-north-1, aws-cn-global",
        "us-gov-west-1, aws-us-gov-global",
    })
    void services_that_a_partition_has_once_are_asked_at_their_one_place(String region, String once) {
        try (AwsClients clients = clients(region)) {
            assertThat(clients.iam().serviceClientConfiguration().region().id()).isEqualTo(once);
            assertThat(clients.organizations()
                            .serviceClientConfiguration()
                            .region()
                            .id())
                    .isEqualTo(once);
            assertThat(Stream.of(
                            clients.identityStore().serviceClientConfiguration(),
                            clients.ssoAdmin().serviceClientConfiguration(),
                            clients.sts().serviceClientConfiguration()))
                    .allMatch(each -> each.region().id().equals(region));
            assertThat(clients.cloudTrail("us-east-1")
                            .serviceClientConfiguration()
                            .region())
                    .isEqualTo(Region.US_EAST_1);
        }
    }

    @Test
    void each_client_tries_once_and_gives_up_in_the_end() {
        try (AwsClients clients = clients("eu-central-1")) {
            Stream<AwsServiceClientConfiguration> all = Stream.of(
                    clients.identityStore().serviceClientConfiguration(),
                    clients.iam().serviceClientConfiguration(),
                    clients.sts().serviceClientConfiguration(),
                    clients.ssoAdmin().serviceClientConfiguration(),
                    clients.organizations().serviceClientConfiguration(),
                    clients.cloudTrail("us-east-1").serviceClientConfiguration());
            assertThat(all).allSatisfy(each -> {
                assertThat(each.overrideConfiguration().retryStrategy())
                        .hasValueSatisfying(
                                strategy -> assertThat(strategy.maxAttempts()).isEqualTo(1));
                assertThat(each.overrideConfiguration().apiCallTimeout()).contains(TIMEOUT.multipliedBy(2));
                assertThat(each.overrideConfiguration().apiCallAttemptTimeout()).contains(TIMEOUT.multipliedBy(2));
            });
        }
    }

    private static AwsClients clients(String region) {
        return new AwsClients(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAFAKE", "fake")),
                Region.of(region),
                List.of("us-east-1"),
                TIMEOUT,
                new Pace(new TestClock().asClock(), pause -> true, Duration.ofMillis(60), 10),
                new CallTime(System::nanoTime),
                Optional.empty());
    }
}
