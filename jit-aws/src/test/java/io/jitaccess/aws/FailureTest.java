package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.identitystore.model.ThrottlingException;

/** What each answer of AWS, and each answer that did not come, promises of a write. */
class FailureTest {

    @ParameterizedTest
    @CsvSource({", 2", "1, 2", "2, 2", "3, 3", "899, 899", "900, 2", "100000, 2", "-5, 2", "0, 2"})
    void a_pause_that_aws_names_is_kept_where_it_is_sane(@Nullable Integer named, int kept) {
        SdkException throttled = ThrottlingException.builder()
                .retryAfterSeconds(named)
                .statusCode(400)
                .awsErrorDetails(details("ThrottlingException"))
                .build();
        Duration pause = Duration.ofSeconds(kept);
        assertThat(Failure.ofWrite(throttled)).isEqualTo(new ChangeOutcome.Throttled(pause));
        assertThat(Failure.beforeWrite(throttled)).isEqualTo(new ChangeOutcome.Throttled(pause));
        assertThat(Failure.look(() -> {
                    throw throttled;
                }))
                .isEqualTo(Observation.throttled(pause));
    }

    @ParameterizedTest
    @CsvSource({"429, Whatever", "503, SlowDown", "400, Throttling", "400, TooManyRequestsException"})
    void throttling_has_many_names(int status, String code) {
        assertThat(Failure.ofWrite(answer(status, code))).isEqualTo(new ChangeOutcome.Throttled(Duration.ofSeconds(2)));
        assertThat(Failure.isForbidden(answer(status, code))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ExpiredToken",
                "ExpiredTokenException",
                "IncompleteSignature",
                "InvalidClientTokenId",
                "InvalidSignatureException",
                "RequestExpired",
                "SignatureDoesNotMatch",
                "UnrecognizedClientException"
            })
    void a_credential_that_is_not_accepted_refuses_nothing_for_good(String code) {
        assertThat(Failure.ofWrite(answer(403, code))).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(Failure.isForbidden(answer(403, code))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"500, InternalFailure", "503, ServiceUnavailable", "301, Moved", "200, Odd", "500, ConflictException"})
    void what_the_service_did_not_refuse_may_have_happened(int status, String code) {
        assertThat(Failure.ofWrite(answer(status, code))).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(Failure.beforeWrite(answer(status, code))).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(Failure.look(() -> {
                    throw answer(status, code);
                }))
                .isInstanceOf(Observation.Unclear.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ConflictException",
                "ConcurrentModification",
                "EntityTemporarilyUnmodifiable",
                "OperationInProgressException"
            })
    void somebody_elses_change_in_the_way_passes(String code) {
        assertThat(Failure.ofWrite(answer(409, code))).isInstanceOf(ChangeOutcome.Retryable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, ValidationException, false",
        "403, AccessDenied, true",
        "400, AccessDeniedException, true",
        "403, Other, true",
        "404, NoSuchEntity, false",
        "499, X, false",
        "403, ThrottlingException, false"
    })
    void a_refusal_is_one_and_tells_a_lacking_right_apart(int status, String code, boolean forbidden) {
        AwsServiceException answer = answer(status, code);
        assertThat(Failure.isForbidden(answer)).isEqualTo(forbidden);
        if (!code.startsWith("Throttling")) {
            assertThat(Failure.ofWrite(answer))
                    .isEqualTo(new ChangeOutcome.Refused("AWS " + code + " (" + status + "): its own words"));
        }
    }

    @Test
    void nothing_was_sent_where_there_was_no_connection_however_deep_that_is_said() {
        for (IOException cause : new IOException[] {new ConnectException("x"), new UnknownHostException("x")}) {
            Throwable wrapped = cause;
            for (int i = 0; i < 3; i++) {
                wrapped = new IOException("wrapped", wrapped);
            }
            assertThat(Failure.ofWrite(SdkClientException.create("canary", wrapped)))
                    .isEqualTo(new ChangeOutcome.Retryable("no connection to AWS"));
        }
    }

    @Test
    void no_answer_is_unknown_and_its_text_is_kept_back() {
        SdkException lost = SdkClientException.create("canary", new SocketTimeoutException("canary"));
        assertThat(Failure.ofWrite(lost))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Unknown.class,
                        unknown -> assertThat(unknown.message()).doesNotContain("canary"));
        assertThat(Failure.isForbidden(lost)).isFalse();
    }

    private static AwsServiceException answer(int status, String code) {
        return IamException.builder()
                .statusCode(status)
                .awsErrorDetails(details(code))
                .build();
    }

    private static AwsErrorDetails details(String code) {
        return AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage("its own words")
                .build();
    }
}
