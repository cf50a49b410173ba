package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.Observation;
import io.jitaccess.testkit.TestClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The time-out that a kind declares is above all that its own requests and pauses can take, however many a call needs and
 * though each is as slow as it may be.
 */
class CallTimeTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration SLOWEST = AwsClients.longestRequest(TIMEOUT).minusMillis(1);
    private static final String ANN = "ann@example.com";

    private final TestClock clock = new TestClock();
    private final FakeAws aws = new FakeAws(clock);
    private final AwsProvider provider = everything(TIMEOUT);
    private final String readers = aws.store.group("Readers");
    private final String admins = aws.sso.permissionSet("Admins", "PT1H");

    CallTimeTest() {
        aws.store.user(ANN);
        aws.iam.users.add(ANN);
        aws.iam.roles.add("wide");
        aws.sso.accounts.add("111122223333");
        Samples.iamGroup(aws, "Readers");
        aws.iam.mostGroups = 0;
        aws.sso.takes = Duration.ofMinutes(5);
        for (int i = 0; i < 1_200; i++) {
            aws.sso.assignments().add(new FakeSsoAdmin.Assignment("111122223333", admins, "9067642ac7-" + i));
        }
        ended(
                "jit-",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\","
                        + "\"Condition\":{\"DateLessThan\":{\"aws:CurrentTime\":\"2020-01-01T00:00:00Z\"}}}}");
    }

    private void ended(String mark, String document) {
        for (int i = 0; i < 60; i++) {
            aws.iam.policies.of(FakeIam.userArn(ANN)).put(mark + AssignmentId.random(), document);
            aws.iam.policies.of(FakeIam.roleArn("wide")).put("jit-ended-" + i + "-0123abcd", document);
        }
    }

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    static Stream<String> kinds() {
        return Stream.of("group-membership", "account-assignment", "iam-group-membership", "iam-policy", "session");
    }

    private Entitlement entitlement(String kind) {
        return switch (kind) {
            case "group-membership" -> Samples.membership(readers);
            case "account-assignment" -> Samples.assignment("111122223333", admins);
            case "iam-group-membership" -> Samples.iamMembership("Readers");
            case "session" -> Samples.session("wide");
            default -> Samples.policy(Samples.allow("s3:GetObject", "arn:aws:s3:::shop/*"));
        };
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void no_call_of_a_kind_takes_longer_than_it_declares(String kind) {
        AccessRef access = Samples.access(provider, entitlement(kind), "ann");
        aws.quietly(() -> true);
        aws.drags(SLOWEST);
        within(kind, () -> provider.observe(access));
        within(kind, () -> provider.assign(access, clock.now().plus(Duration.ofHours(1)), false));
        within(kind, () -> provider.revoke(access));
        within(kind, () -> provider.endSessions(access));
        within(kind, () -> provider.principal(Samples.person("cid"), entitlement(kind)));
        if (kind.equals("session")) {
            within(kind, () -> provider.issue(access, clock.now().plus(Duration.ofHours(1)), 1));
        }
    }

    @Test
    void room_that_cannot_be_made_in_the_time_of_one_call_is_made_in_that_of_several() {
        AccessRef access = Samples.access(provider, entitlement("iam-policy"), "ann");
        aws.quietly(() -> true);
        aws.drags(Duration.ofSeconds(1));
        ChangeOutcome outcome = assign(access);
        assertThat(outcome).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(aws.iam.policies.of(FakeIam.userArn(ANN))).hasSizeLessThan(60);
        for (int call = 0; call < 10 && outcome instanceof ChangeOutcome.Retryable; call++) {
            outcome = assign(access);
        }
        assertThat(outcome).isEqualTo(ChangeOutcome.done(ChangeOutcome.Effect.CREATED));
    }

    @Test
    void what_was_not_finished_in_time_is_told_so_and_never_taken_for_absent() {
        AccessRef access = Samples.access(provider, entitlement("account-assignment"), "ann");
        aws.quietly(() -> true);
        aws.drags(SLOWEST.multipliedBy(2));
        assertThat(provider.observe(access))
                .isInstanceOfSatisfying(
                        Observation.Unclear.class,
                        unclear -> assertThat(unclear.message()).contains("in the time of this call"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nothing_is_sent_with_credentials_that_came_after_the_time_of_the_call(String kind) {
        AccessRef access = Samples.access(provider, entitlement(kind), "ann");
        int before = aws.requests();
        try (AwsProvider late = everything(TIMEOUT, () -> {
            clock.advance(Duration.ofHours(1));
            return AwsBasicCredentials.create("AKIAFAKE", Samples.SECRET);
        })) {
            String said = kind.equals("session")
                    ? ((Issuing.NotNow) late.issue(access, clock.now().plus(Duration.ofDays(1)), 1)).message()
                    : ((ChangeOutcome.Retryable) late.revoke(access)).message();
            assertThat(said).contains("in the time of this call");
        }
        assertThat(aws.requests()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 60})
    void what_is_declared_has_room_for_the_last_request_and_fits_the_interface(int seconds) {
        Duration timeout = Duration.ofSeconds(seconds);
        try (AwsProvider other = everything(timeout)) {
            assertThat(other.kinds()).hasSize(5).allSatisfy(kind -> {
                assertThat(kind.callTimeout()).isGreaterThan(timeout.multipliedBy(6));
                assertThat(kind.effectHorizon()).isGreaterThanOrEqualTo(kind.callTimeout());
            });
        }
    }

    private ChangeOutcome assign(AccessRef access) {
        return provider.assign(access, clock.now().plus(Duration.ofHours(1)), false);
    }

    private void within(String kind, Runnable call) {
        Duration declared = provider.kinds().stream()
                .filter(each -> each.kind().value().equals(kind))
                .map(KindDescriptor::callTimeout)
                .findFirst()
                .orElseThrow();
        Instant begun = clock.now();
        call.run();
        assertThat(Duration.between(begun, clock.now())).isLessThanOrEqualTo(declared);
    }

    private AwsProvider everything(Duration timeout) {
        return everything(timeout, Samples.CREDENTIALS);
    }

    private AwsProvider everything(Duration timeout, AwsCredentialsProvider credentials) {
        return Samples.builder(aws)
                .credentials(credentials)
                .identityStore(FakeIdentityStore.STORE)
                .groups()
                .identityCenter(FakeSsoAdmin.INSTANCE)
                .endPermissionSetSessionsEarly()
                .iamGroups()
                .iamPolicies()
                .sessions(Duration.ofHours(1))
                .endSessionsEarly()
                .consoleLinks(URI.create("https://access.example.com/"))
                .activityIn(Set.of("eu-central-1"))
                .timeout(timeout)
                .build();
    }
}
