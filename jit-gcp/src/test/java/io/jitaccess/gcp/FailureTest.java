package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.cloudidentity.v1.model.Operation;
import com.google.api.services.cloudidentity.v1.model.Status;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.Observation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.conn.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each answer of Google, and each answer that did not come, promises of a change. */
class FailureTest {

    @ParameterizedTest
    @CsvSource({
        "400, INVALID",
        "401, NOT_SENT",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "405, INVALID",
        "409, CONFLICT",
        "412, CONFLICT",
        "429, THROTTLED",
        "499, INVALID",
        "500, UNKNOWN",
        "503, UNKNOWN",
        "302, UNKNOWN",
        "304, UNKNOWN"
    })
    void each_status_has_its_meaning(int status, Failure.Meaning meaning) {
        Failure failure = Failure.of(answer(status, null));
        assertThat(failure.meaning()).isEqualTo(meaning);
        assertThat(failure.message()).contains("" + status).doesNotContain("canary");
    }

    @Test
    void what_each_meaning_promises_before_the_write_in_it_and_of_a_look() {
        for (Failure.Meaning meaning : Failure.Meaning.values()) {
            Failure failure = new Failure(meaning, "m", Duration.ofSeconds(7));
            Class<? extends ChangeOutcome> onWrite = switch (meaning) {
                case THROTTLED -> ChangeOutcome.Throttled.class;
                case CONFLICT, NOT_SENT -> ChangeOutcome.Retryable.class;
                case INVALID, NOT_FOUND, FORBIDDEN -> ChangeOutcome.Refused.class;
                case UNKNOWN -> ChangeOutcome.Unknown.class;
            };
            assertThat(failure.onWrite()).isInstanceOf(onWrite);
            assertThat(failure.beforeWrite())
                    .isInstanceOf(meaning == Failure.Meaning.UNKNOWN ? ChangeOutcome.Retryable.class : onWrite);
            assertThat(failure.onLook())
                    .isEqualTo(
                            meaning == Failure.Meaning.THROTTLED
                                    ? Observation.throttled(Duration.ofSeconds(7))
                                    : Observation.unclear("m"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded"})
    void a_quota_is_no_lacking_right(String reason) {
        GoogleJsonError.ErrorInfo info = new GoogleJsonError.ErrorInfo();
        info.setReason(reason);
        GoogleJsonError details = new GoogleJsonError();
        details.setErrors(List.of(new GoogleJsonError.ErrorInfo(), info));
        details.setMessage("its own words");
        Failure failure = Failure.of(new GoogleJsonResponseException(builder(403, "9"), details));
        assertThat(failure.meaning()).isEqualTo(Failure.Meaning.THROTTLED);
        assertThat(failure.pause()).isEqualTo(Duration.ofSeconds(9));
        assertThat(failure.message()).contains("its own words");
    }

    @ParameterizedTest
    @CsvSource({
        ", 30",
        "1, 1",
        "' 7 ', 7",
        "0, 30",
        "-1, 30",
        "3600, 3600",
        "3601, 3600",
        "999999999, 3600",
        "Mon, 30",
        "1.5, 30"
    })
    void a_pause_that_google_names_is_kept_within_an_hour(@Nullable String named, int kept) {
        assertThat(Failure.of(answer(429, named)).pause()).isEqualTo(Duration.ofSeconds(kept));
    }

    static Stream<IOException> notSent() {
        return Stream.of(
                new ConnectException("canary"),
                new ConnectTimeoutException("canary"),
                new UnknownHostException("canary"),
                new NoRouteToHostException("canary"),
                new SSLHandshakeException("canary"),
                new NoCredentialException());
    }

    @ParameterizedTest
    @MethodSource("notSent")
    void what_was_never_sent_had_no_effect(IOException fault) {
        assertThat(Failure.of(fault).meaning()).isEqualTo(Failure.Meaning.NOT_SENT);
        assertThat(Failure.of(fault).message()).doesNotContain("canary");
    }

    static Stream<IOException> lost() {
        return Stream.of(
                new SocketTimeoutException("canary"), new SocketException("canary"), new IOException("canary"));
    }

    @ParameterizedTest
    @MethodSource("lost")
    void what_was_sent_and_not_answered_may_have_had_one(IOException fault) {
        assertThat(Failure.of(fault).meaning()).isEqualTo(Failure.Meaning.UNKNOWN);
        assertThat(Failure.of(fault).message()).doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "3, Refused",
        "5, Refused",
        "7, Refused",
        "9, Refused",
        "6, Retryable",
        "10, Retryable",
        "8, Throttled",
        "1, Unknown",
        "2, Unknown",
        "4, Unknown",
        "13, Unknown",
        "14, Unknown",
        ", Unknown"
    })
    void a_long_running_operation_that_failed_is_judged_by_its_code(@Nullable Integer code, String outcome) {
        Operation failed = new Operation().setDone(true).setError(new Status().setCode(code));
        assertThat(Groups.outcome(failed, Effect.CREATED).getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    void a_long_running_operation_is_done_when_it_says_so_and_pending_until_then() {
        assertThat(Groups.outcome(new Operation().setDone(true), Effect.REMOVED))
                .isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        for (Operation open : List.of(new Operation(), new Operation().setDone(false))) {
            assertThat(Groups.outcome(open, Effect.REMOVED)).isInstanceOf(ChangeOutcome.Pending.class);
        }
    }

    private static HttpResponseException answer(int status, @Nullable String retryAfter) {
        return builder(status, retryAfter).build();
    }

    private static HttpResponseException.Builder builder(int status, @Nullable String retryAfter) {
        HttpHeaders headers = new HttpHeaders();
        headers.setRetryAfter(retryAfter);
        return new HttpResponseException.Builder(status, "canary", headers).setContent("canary");
    }
}
