package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Without credentials of its own the library sends nothing, and says that this is why. */
class NoCredentialsTest {

    private static final String CANARY = "canary-of-a-chain";

    private final TestClock clock = new TestClock();
    private final FakeAws aws = new FakeAws(clock);
    private final AwsProvider provider = provider(() -> {
        throw SdkClientException.create("Unable to load credentials: " + CANARY);
    });

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    @Test
    void a_change_has_had_no_effect_and_is_tried_again() {
        for (Entitlement entitlement : List.of(
                Samples.membership("9067642ac7-00000000-0000-0000-0000-000000000001"),
                Samples.iamMembership("Readers"),
                Samples.policy(Samples.allow("s3:GetObject", "*")))) {
            AccessRef access = access(entitlement);
            assertThat(List.of(assign(access), provider.revoke(access)))
                    .allSatisfy(outcome -> assertThat(outcome)
                            .isInstanceOfSatisfying(ChangeOutcome.Retryable.class, retry -> says(retry.message())));
        }
        assertThat(aws.requests()).isZero();
    }

    @Test
    void a_look_is_unclear_and_a_session_is_not_issued() {
        assertThat(provider.observe(access(Samples.iamMembership("Readers"))))
                .isInstanceOfSatisfying(Observation.Unclear.class, unclear -> says(unclear.message()));
        assertThat(provider.issue(access(Samples.session("wide")), clock.now().plusSeconds(3_600), 1))
                .isInstanceOfSatisfying(Issuing.NotNow.class, not -> says(not.message()));
    }

    @Test
    void the_self_check_and_a_listing_say_it() {
        assertThatThrownBy(provider::missingRights)
                .isInstanceOf(ProviderException.class)
                .satisfies(thrown -> says(String.valueOf(thrown.getMessage())));
        assertThatThrownBy(() -> provider.list(IamGroups.KIND, Optional.empty()))
                .isInstanceOf(ProviderException.class)
                .satisfies(thrown -> says(String.valueOf(thrown.getMessage())));
    }

    @Test
    void the_sdks_own_chain_of_providers_that_finds_nothing_is_told_so_too() {
        try (AwsProvider chained = provider(AwsCredentialsProviderChain.of(() -> {
            throw SdkClientException.create(CANARY);
        }))) {
            assertThat(chained.revoke(access(Samples.iamMembership("Readers"))))
                    .isInstanceOfSatisfying(ChangeOutcome.Retryable.class, retry -> says(retry.message()));
        }
    }

    @Test
    void a_chain_that_was_interrupted_is_not_told_to_have_found_nothing() {
        try (AwsProvider interrupted = provider(() -> {
            throw AbortedException.create("interrupted");
        })) {
            assertThat(interrupted.observe(access(Samples.iamMembership("Readers"))))
                    .isInstanceOfSatisfying(
                            Observation.Unclear.class,
                            unclear -> assertThat(unclear.message()).doesNotContain("credentials"));
        }
        assertThat(aws.requests()).isZero();
    }

    private static void says(String message) {
        assertThat(message).contains("no AWS credentials").doesNotContain(CANARY);
    }

    private ChangeOutcome assign(AccessRef access) {
        return provider.assign(access, clock.now().plus(Duration.ofHours(1)), false);
    }

    private AccessRef access(Entitlement entitlement) {
        return new AccessRef(
                AssignmentId.random(),
                new PrincipalId(FakeIam.userArn("ann")),
                entitlement,
                provider.targetKey(entitlement),
                Optional.empty());
    }

    private AwsProvider provider(AwsCredentialsProvider credentials) {
        return Samples.builder(aws)
                .credentials(credentials)
                .identityStore(FakeIdentityStore.STORE)
                .groups()
                .iamGroups()
                .iamPolicies()
                .sessions(Duration.ofHours(1))
                .build();
    }
}
