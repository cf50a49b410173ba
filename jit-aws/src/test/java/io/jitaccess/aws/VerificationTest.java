package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is looked at when a catalogue comes into force: accounts, and the part of AWS that names are of. */
class VerificationTest {

    private static final String ACCOUNT = "111122223333";

    private final FakeAws aws = new FakeAws(new TestClock());
    private final AwsProvider provider = Samples.provider(aws);
    private final Entitlement assignment = Samples.assignment(ACCOUNT, aws.sso.permissionSet("Readers", "PT1H"));

    VerificationTest() {
        aws.sso.accounts.add(ACCOUNT);
    }

    @AfterEach
    void close() {
        provider.close();
        aws.close();
    }

    @Test
    void an_active_account_of_the_organization_is_usable_without_a_warning() {
        assertThat(provider.verify(assignment)).isEqualTo(new Verification.Usable(java.util.List.of()));
    }

    @Test
    void an_account_that_the_organization_does_not_have_is_unusable() {
        aws.sso.accounts.clear();
        assertThat(provider.verify(assignment))
                .isInstanceOfSatisfying(
                        Verification.Unusable.class,
                        unusable -> assertThat(unusable.why()).contains("no account", ACCOUNT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUSPENDED", "PENDING_CLOSURE", "CLOSED"})
    void an_account_that_is_not_active_is_unusable(String state) {
        aws.organizations.states.put(ACCOUNT, state);
        assertThat(provider.verify(assignment))
                .isInstanceOfSatisfying(
                        Verification.Unusable.class,
                        unusable -> assertThat(unusable.why()).contains(state));
    }

    @ParameterizedTest
    @CsvSource({"AccessDeniedException, DescribeAccount", "AWSOrganizationsNotInUseException, no organization"})
    void where_the_organization_may_not_be_asked_that_is_a_warning(String code, String word) {
        aws.organizations.refuses = Optional.of(new AwsFault(400, code, "not for you"));
        assertThat(provider.verify(assignment))
                .isInstanceOfSatisfying(
                        Verification.Usable.class,
                        usable -> assertThat(usable.warnings())
                                .singleElement()
                                .asString()
                                .contains(ACCOUNT, word));
    }

    @Test
    void an_organization_that_does_not_answer_disables_nothing() {
        aws.organizations.refuses = Optional.of(new AwsFault(500, "ServiceException", "later"));
        assertThat(provider.verify(assignment)).isInstanceOf(Verification.Unclear.class);
    }

    @Test
    void names_of_another_partition_than_the_regions_are_refused() {
        String bucket = "arn:aws-cn:s3:::shop/*";
        assertThat(provider.validate(Samples.policy(Samples.allow("s3:GetObject", bucket))))
                .hasSize(1);
        assertThat(provider.validate(Samples.session("wide", Samples.allow("s3:GetObject", bucket))))
                .hasSize(1);
        assertThat(provider.validate(role("arn:aws-us-gov:iam::123456789012:role/wide")))
                .hasSize(1);
        assertThat(provider.validate(role("arn:aws:iam::123456789012:role/wide")))
                .isEmpty();
    }

    @Test
    void a_region_of_another_partition_takes_the_names_of_its_own() {
        try (AwsProvider chinese = Samples.builder(aws)
                .region("cn-north-1")
                .iamPolicies()
                .sessions(Duration.ofHours(1))
                .build()) {
            assertThat(chinese.validate(Samples.policy(Samples.allow("s3:GetObject", "arn:aws-cn:s3:::shop/*"))))
                    .isEmpty();
            assertThat(chinese.validate(role("arn:aws-cn:iam::123456789012:role/wide")))
                    .isEmpty();
            assertThat(chinese.validate(role("arn:aws:iam::123456789012:role/wide")))
                    .hasSize(1);
        }
    }

    @Test
    void an_instance_of_another_partition_builds_no_provider() {
        AwsProviderBuilder builder = Samples.builder(aws)
                .region("us-gov-west-1")
                .identityStore(FakeIdentityStore.STORE)
                .groups()
                .identityCenter(FakeSsoAdmin.INSTANCE);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("partition");
    }

    private static Entitlement role(String arn) {
        return Entitlement.of("aws", "session", Map.of("role", arn));
    }
}
