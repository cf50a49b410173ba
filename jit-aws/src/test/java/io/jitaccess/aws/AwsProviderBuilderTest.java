package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.identity.Identity;
import io.jitaccess.testkit.TestClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AwsProviderBuilderTest {

    private final FakeAws aws = new FakeAws(new TestClock());

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        AwsProviderBuilder builder = AwsProvider.builder("aws")
                .region("Frankfurt")
                .activityIn(Set.of("everywhere"))
                .mark("JIT")
                .account("1")
                .timeout(Duration.ZERO);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("region", "activity", "no kind", "mark", "account", "timeout");
        assertThatThrownBy(() -> AwsProvider.builder("aws").iamGroups().build())
                .hasMessageContaining("region is missing");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("identityStore", b -> b.identityStore("d-123456789")),
                wrong("identityStore", b -> b.identityStore("d-12345678901")),
                wrong("identityStore", b -> b.identityStore("d-1234567890 ")),
                wrong("identityStore", b -> b.identityStore("d-1234567890\n")),
                wrong("identityStore", b -> b.identityStore(" d-1234567890")),
                wrong("identityStore", b -> b.identityStore("D-1234567890")),
                wrong(
                        "no ARN",
                        b -> b.identityStore(FakeIdentityStore.STORE).identityCenter("ssoins-1234567890abcdef")),
                wrong("identityCenter needs its identityStore", b -> b.identityCenter(FakeSsoAdmin.INSTANCE)),
                wrong("groups need their identityStore", AwsProviderBuilder::groups),
                wrong("found by", b -> b.userName("displayName", Identity::email)),
                wrong("15 minutes", b -> b.sessions(Duration.ofMinutes(15).minusMillis(1))),
                wrong("12 hours", b -> b.sessions(Duration.ofHours(12).plusMillis(1))),
                wrong("mark", b -> b.mark("")),
                wrong("mark", b -> b.mark("a".repeat(21))),
                wrong("mark", b -> b.mark("a-b")),
                wrong("account", b -> b.account("1234567890123")),
                wrong("portal", b -> b.portal(URI.create("http://example.awsapps.com/start"))),
                wrong("portal", b -> b.portal(URI.create("https://me@example.awsapps.com/start"))),
                wrong("portal", b -> b.portal(URI.create("/start"))),
                wrong("consoleLinks", b -> b.consoleLinks(URI.create("http://access.example.com/"))),
                wrong("consoleLinks", b -> b.consoleLinks(URI.create("https://me@access.example.com/"))),
                wrong("timeout", b -> b.timeout(Duration.ofMinutes(1).plusMillis(1))),
                wrong("timeout", b -> b.timeout(Duration.ofMillis(-1))),
                wrong("activity", b -> b.activityIn(Set.of("us-east-1", "us-east"))),
                wrong("region", b -> b.region("eu-central-1 ")),
                wrong("region", b -> b.region("eu-central-1.evil.example")),
                wrong(
                        "partition",
                        b -> b.region("cn-north-1")
                                .identityStore(FakeIdentityStore.STORE)
                                .identityCenter(FakeSsoAdmin.INSTANCE)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_value_just_beside_what_is_allowed_is_refused(String word, Consumer<AwsProviderBuilder> value) {
        AwsProviderBuilder builder = Samples.builder(aws).iamGroups();
        value.accept(builder);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(word);
    }

    static Stream<Consumer<AwsProviderBuilder>> right() {
        return Stream.of(
                b -> b.identityStore("d-1234567890").groups(),
                b -> b.identityStore("01234567-89ab-cdef-0123-456789abcdef"),
                b -> b.identityStore(FakeIdentityStore.STORE).identityCenter(FakeSsoAdmin.INSTANCE),
                b -> b.userName("emails.value", Identity::email),
                b -> b.sessions(Duration.ofMinutes(15)),
                b -> b.sessions(Duration.ofHours(12)),
                b -> b.mark("a"),
                b -> b.mark("a".repeat(20)),
                b -> b.account("123456789012"),
                b -> b.portal(URI.create("https://example.awsapps.com/start")),
                b -> b.timeout(Duration.ofMinutes(1)),
                b -> b.region("us-gov-west-1"));
    }

    @ParameterizedTest
    @MethodSource("right")
    void the_last_value_that_is_allowed_is_taken(Consumer<AwsProviderBuilder> value) {
        AwsProviderBuilder builder = Samples.builder(aws).iamGroups();
        value.accept(builder);
        try (AwsProvider built = builder.build()) {
            assertThat(List.copyOf(built.kinds())).isNotEmpty();
        }
        assertThat(aws.requests()).isZero();
    }

    private static Arguments wrong(String word, Consumer<AwsProviderBuilder> value) {
        return Arguments.of(word, value);
    }
}
