package io.jitaccess.okta;

import com.okta.sdk.resource.client.ApiException;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.ProviderException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * What a request that failed means. Its message has Okta's error code and summary, never an address, a header or what was
 * sent.
 */
record Failure(Meaning meaning, String code, String message, Duration pause) {

    /** What is certain about it. */
    enum Meaning {
        /** Okta asks to be left alone; nothing was done. */
        THROTTLED,
        /** Somebody else's change is in the way; nothing was done. */
        CONFLICT,
        /** Okta takes the request itself to be wrong; nothing was done. */
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

    private static final Pattern CODE = Pattern.compile("\"errorCode\"\\s*:\\s*\"(E[0-9]{7})\"");
    private static final Pattern SUMMARY = Pattern.compile("\"errorSummary\"\\s*:\\s*\"([^\"\\\\]{0,300})");

    static Failure of(RuntimeException fault) {
        if (fault instanceof NoCredentialException none) {
            Optional<Failure> throttled = none.answer().map(Failure::of).filter(Failure::isThrottled);
            return throttled.orElseGet(
                    () -> new Failure(Meaning.NOT_SENT, "", String.valueOf(fault.getMessage()), RateLimit.PAUSE));
        }
        if (fault instanceof ProviderException) {
            return new Failure(Meaning.UNKNOWN, "", String.valueOf(fault.getMessage()), RateLimit.PAUSE);
        }
        if (!(fault instanceof ApiException answer)) {
            return new Failure(
                    Meaning.UNKNOWN, "", "the SDK failed: " + fault.getClass().getSimpleName(), RateLimit.PAUSE);
        }
        return answer.getCode() == 0 ? ofConnection(answer) : ofAnswer(answer);
    }

    private static Failure ofConnection(ApiException fault) {
        Throwable cause = fault.getCause() == null ? fault : fault.getCause();
        boolean notSent = cause instanceof ConnectException
                || cause instanceof ConnectTimeoutException
                || cause instanceof ConnectionRequestTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof SSLHandshakeException;
        return new Failure(
                notSent ? Meaning.NOT_SENT : Meaning.UNKNOWN,
                "",
                (notSent ? "no connection to Okta: " : "no answer from Okta: ")
                        + cause.getClass().getSimpleName(),
                RateLimit.PAUSE);
    }

    private static Failure ofAnswer(ApiException answer) {
        int status = answer.getCode();
        Meaning meaning = switch (status) {
            case 429 -> Meaning.THROTTLED;
            case 401 -> Meaning.NOT_SENT;
            case 403 -> Meaning.FORBIDDEN;
            case 404 -> Meaning.NOT_FOUND;
            case 409, 412 -> Meaning.CONFLICT;
            default -> status >= 400 && status < 500 && status != 408 ? Meaning.INVALID : Meaning.UNKNOWN;
        };
        String body = answer.getResponseBody() == null ? "" : answer.getResponseBody();
        String code = first(CODE, body);
        String said = "Okta " + (code.isEmpty() ? "" : code + " ") + "(" + status + ")";
        String summary = first(SUMMARY, body);
        return new Failure(meaning, code, summary.isEmpty() ? said : said + ": " + summary, RateLimit.pause(answer));
    }

    boolean isThrottled() {
        return meaning == Meaning.THROTTLED;
    }

    /** Whether the thing is not there, or not to be seen. */
    boolean isUnseen() {
        return meaning == Meaning.NOT_FOUND || meaning == Meaning.FORBIDDEN;
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
        return isThrottled() ? Observation.throttled(pause) : Observation.unclear(message);
    }

    static PrincipalLookup lookUp(Supplier<PrincipalLookup> look) {
        return orElse(look, failure -> new PrincipalLookup.Unclear(failure.message()));
    }

    static Observation look(Supplier<Observation> look) {
        return orElse(look, Failure::onLook);
    }

    /** For what has no outcome value of its own. The cause is left out: the SDK's exceptions quote headers and bodies. */
    static <T> T orThrow(Supplier<T> call) {
        return orElse(call, failure -> {
            throw new ProviderException(failure.message());
        });
    }

    static <T> T orElse(Supplier<T> call, Function<Failure, T> otherwise) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return otherwise.apply(of(e));
        }
    }

    /** What is there, or nothing where Okta says that it is not found. */
    static <T> Optional<T> found(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (ApiException e) {
            if (of(e).meaning() == Meaning.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? String.valueOf(matcher.group(1)) : "";
    }
}
