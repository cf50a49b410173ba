package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.spi.ChangeOutcome;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words as they stand in public reports of users, shortened, and those that nobody has reported. */
class FailureReasonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Received a 404 status error: the USER assignee 90676 was not found in directory d-9067642ac7",
                "Received a 404 status error: Not supported policy arn:aws:iam::409429500503:policy/x",
                "Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to"
                        + " complete. IAM Error: User: x is not authorized to perform: iam:UpdateSAMLProvider (Service:"
                        + " AmazonIdentityManagement; Status Code: 403; Error Code: AccessDenied; Request ID: 409-429-500)",
                "Received a 400 status error: ValidationException",
                "something else (Service: AmazonIdentityManagement; Status Code: 404; Error Code: NoSuchEntity)",
                "Received a 409 status error: (Status Code: 409; Error Code: LimitExceeded) Cannot exceed quota for RolesPerAccount"
            })
    void what_stays_until_somebody_mends_it_is_refused(String reason) {
        assertThat(FailureReason.of(reason)).isEqualTo(new ChangeOutcome.Refused("Identity Center: " + reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Received a 409 status error: conflict",
                "Received a 400 status error: ConflictException",
                "Received a 403 status error: (Error Code: ConcurrentModification)",
                "Received a 408 status error",
                "Received a 500 status error: internal",
                "Received a 503 status error",
                "(Service: AmazonIdentityManagement; Status Code: 500; Error Code: ServiceFailure)",
                "An unexpected internal service exception was encountered",
                "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account"
                        + " '404403400401' is taking longer than usual.",
                "without a reason",
                "404",
                "words that nobody has seen yet"
            })
    void what_passes_and_what_nobody_knows_is_tried_again(String reason) {
        assertThat(FailureReason.of(reason)).isEqualTo(new ChangeOutcome.Retryable("Identity Center: " + reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Received a 429 status error",
                "Received a 400 status error: Throttling: Rate exceeded",
                "Received a 503 status error: Rate exceeded",
                "TooManyRequestsException",
                "too many requests"
            })
    void too_many_calls_pause_the_queue(String reason) {
        assertThat(FailureReason.of(reason)).isEqualTo(new ChangeOutcome.Throttled(Duration.ofSeconds(2)));
    }
}
