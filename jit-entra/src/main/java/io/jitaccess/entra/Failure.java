package io.jitaccess.entra;

import com.microsoft.graph.models.odataerrors.MainError;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.kiota.ApiException;
import com.microsoft.kiota.ResponseHeaders;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.ProviderException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * What a request that failed means. Never carries an address, a header or a body.
 *
 * @param code Graph's own word for it; empty if it said none
 */
record Failure(Meaning meaning, String code, String message, Duration pause) {

    /** What is certain about it. */
    enum Meaning {
        /** The service asks to be left alone; nothing was done. */
        THROTTLED,
        /** Somebody else wrote at the same time; nothing was done. */
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

    /** How long to wait where Graph does not say: some of its resources give no Retry-After. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int LONGEST_CHAIN = 10;

    static Failure of(Throwable fault) {
        Throwable cause = fault;
        for (int i = 0; cause != null && i < LONGEST_CHAIN; i++) {
            if (cause instanceof FailedException failed) {
                return failed.failure();
            }
            if (cause instanceof NoTokenException) {
                return new Failure(Meaning.NOT_SENT, "", String.valueOf(cause.getMessage()), PAUSE);
            }
            if (cause instanceof ApiException answer) {
                return ofAnswer(answer);
            }
            if (cause instanceof IOException broken) {
                return ofNetwork(broken);
            }
            cause = cause.getCause();
        }
        return new Failure(Meaning.UNKNOWN, "", "no answer: " + fault.getClass().getSimpleName(), PAUSE);
    }

    private static Failure ofNetwork(IOException fault) {
        boolean notSent = fault instanceof ConnectException
                || fault instanceof UnknownHostException
                || fault instanceof NoRouteToHostException
                || fault instanceof SSLHandshakeException;
        String name = fault.getClass().getSimpleName();
        return notSent
                ? new Failure(Meaning.NOT_SENT, "", "the request could not be sent: " + name, PAUSE)
                : new Failure(Meaning.UNKNOWN, "", "no answer: " + name, PAUSE);
    }

    private static Failure ofAnswer(ApiException answer) {
        ResponseHeaders headers = answer.getResponseHeaders();
        Set<String> after = headers == null ? null : headers.get("retry-after");
        @Nullable MainError error = answer instanceof ODataError odata ? odata.getError() : null;
        return of(
                answer.getResponseStatusCode(),
                after == null ? null : after.stream().findFirst().orElse(null),
                error);
    }

    /** Of an answer, by its status. */
    static Failure of(int status, @Nullable String retryAfter, @Nullable MainError error) {
        Meaning meaning = switch (status) {
            case 429 -> Meaning.THROTTLED;
            case 401 -> Meaning.NOT_SENT;
            case 403 -> Meaning.FORBIDDEN;
            case 404 -> Meaning.NOT_FOUND;
            // 424: another request of the batch failed before this one was begun
            case 409, 412, 423, 424 -> Meaning.CONFLICT;
            case 408 -> Meaning.UNKNOWN;
            default -> status >= 300 && status < 500 ? Meaning.INVALID : Meaning.UNKNOWN;
        };
        String code = error == null || error.getCode() == null ? "" : error.getCode();
        String said = error == null || error.getMessage() == null ? "" : ": " + error.getMessage();
        return new Failure(
                meaning,
                code,
                "Graph answered " + status + (code.isEmpty() ? "" : " " + code) + said,
                pause(retryAfter));
    }

    static Failure unreadable() {
        return new Failure(Meaning.UNKNOWN, "", "Graph's answer cannot be read", PAUSE);
    }

    /** A look reads one page, of one principal; what is not on it may be on the next. */
    static Failure goesOn() {
        return new Failure(Meaning.UNKNOWN, "", "Graph's answer goes on on another page", PAUSE);
    }

    static Failure missing() {
        return new Failure(Meaning.UNKNOWN, "", "Graph's answer lacks this request", PAUSE);
    }

    static Failure interrupted(boolean notSent) {
        return new Failure(
                notSent ? Meaning.NOT_SENT : Meaning.UNKNOWN,
                "",
                notSent ? "interrupted before anything was changed" : "no answer: interrupted",
                PAUSE);
    }

    boolean is(Meaning asked) {
        return meaning == asked;
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

    private static Duration pause(@Nullable String retryAfter) {
        try {
            Duration asked = Optional.ofNullable(retryAfter)
                    // "2.128" in learn.microsoft.com/graph/throttling
                    .map(text -> Duration.ofSeconds(new BigDecimal(text.strip())
                            .setScale(0, RoundingMode.CEILING)
                            .longValueExact()))
                    .orElse(PAUSE);
            if (asked.isNegative() || asked.isZero()) {
                return PAUSE;
            }
            return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
        } catch (NumberFormatException | ArithmeticException notSeconds) {
            return PAUSE;
        }
    }
}
