package io.jitaccess.gcp;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.ProviderException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.conn.ConnectTimeoutException;

/** What a request that failed means. Never carries an address, a header or a body. */
record Failure(Meaning meaning, String message, Duration pause) {

    /** What is certain about it. */
    enum Meaning {
        /** The service asks to be left alone; nothing was done. */
        THROTTLED,
        /** Somebody else wrote between our read and our write; nothing was done. */
        CONFLICT,
        /** The service takes the request itself to be wrong; nothing was done. */
        INVALID,
        /** There is no such thing, or it may not be seen; nothing was done. */
        NOT_FOUND,
        /** A right is lacking; nothing was done. */
        FORBIDDEN,
        /** The request was never sent, or not accepted for its credential; nothing was done. */
        NOT_SENT,
        /** It may have been done. */
        UNKNOWN
    }

    /** How long to wait where the service does not say. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Set<String> TOO_MANY =
            Set.of("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded");

    static Failure of(IOException fault) {
        if (fault instanceof HttpResponseException answer) {
            return ofAnswer(answer);
        }
        boolean notSent = fault instanceof ConnectException
                || fault instanceof ConnectTimeoutException
                || fault instanceof UnknownHostException
                || fault instanceof NoRouteToHostException
                || fault instanceof SSLHandshakeException;
        if (fault instanceof NoCredentialException) {
            return new Failure(Meaning.NOT_SENT, "nothing was sent: " + fault.getMessage(), PAUSE);
        }
        return notSent
                ? new Failure(
                        Meaning.NOT_SENT,
                        "the request could not be sent: " + fault.getClass().getSimpleName(),
                        PAUSE)
                : new Failure(Meaning.UNKNOWN, "no answer: " + fault.getClass().getSimpleName(), PAUSE);
    }

    private static Failure ofAnswer(HttpResponseException answer) {
        int status = answer.getStatusCode();
        Meaning meaning = switch (status) {
            case 429 -> Meaning.THROTTLED;
            case 401 -> Meaning.NOT_SENT;
            case 403 -> isThrottling(answer) ? Meaning.THROTTLED : Meaning.FORBIDDEN;
            case 404 -> Meaning.NOT_FOUND;
            case 409, 412 -> Meaning.CONFLICT;
            default -> status >= 400 && status < 500 ? Meaning.INVALID : Meaning.UNKNOWN;
        };
        return new Failure(meaning, "Google answered " + status + said(answer), pause(answer));
    }

    /** A change that failed before anything was sent that changes. */
    ChangeOutcome beforeWrite() {
        return meaning == Meaning.UNKNOWN ? new ChangeOutcome.Retryable(message) : onWrite();
    }

    /** A change whose write failed. */
    ChangeOutcome onWrite() {
        return switch (meaning) {
            case THROTTLED -> new ChangeOutcome.Throttled(pause);
            case CONFLICT, NOT_SENT -> new ChangeOutcome.Retryable(message);
            case INVALID, NOT_FOUND, FORBIDDEN -> new ChangeOutcome.Refused(message);
            case UNKNOWN -> new ChangeOutcome.Unknown(message);
        };
    }

    Observation onLook() {
        return meaning == Meaning.THROTTLED ? Observation.throttled(pause) : Observation.unclear(message);
    }

    ProviderException thrown() {
        return new ProviderException(message);
    }

    private static boolean isThrottling(HttpResponseException answer) {
        return answer instanceof GoogleJsonResponseException json
                && json.getDetails() != null
                && json.getDetails().getErrors() != null
                && json.getDetails().getErrors().stream()
                        .map(GoogleJsonError.ErrorInfo::getReason)
                        .anyMatch(reason -> reason != null && TOO_MANY.contains(reason));
    }

    private static String said(HttpResponseException answer) {
        if (answer instanceof GoogleJsonResponseException json
                && json.getDetails() != null
                && json.getDetails().getMessage() != null) {
            return ": " + json.getDetails().getMessage();
        }
        return "";
    }

    private static Duration pause(HttpResponseException answer) {
        try {
            String after = answer.getHeaders().getRetryAfter();
            Duration asked = after == null ? PAUSE : Duration.ofSeconds(Long.parseLong(after.strip()));
            if (asked.isNegative() || asked.isZero()) {
                return PAUSE;
            }
            return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
        } catch (NumberFormatException aDate) {
            return PAUSE;
        }
    }
}
