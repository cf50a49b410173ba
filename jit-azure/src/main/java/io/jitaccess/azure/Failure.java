package io.jitaccess.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import com.azure.core.management.exception.ManagementException;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.ProviderException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * What a request that failed means. Carries Azure's error code and own words, never an address, a header or a body.
 *
 * @param code Azure's; blank if there is none
 * @param pause how long to wait, where the service was asked too much
 */
record Failure(Meaning meaning, String code, String message, Duration pause) {

    /** What is certain about it. */
    enum Meaning {
        /** The service asks to be left alone; nothing was done. */
        THROTTLED,
        /** There is a role assignment for this principal, role and scope already; nothing was done. */
        EXISTS,
        /** There is none; nothing was done. */
        NOT_EXISTING,
        /** Privileged Identity Management lets nothing last, or be removed, within five minutes; nothing was done. */
        TOO_SHORT,
        /** What passes by itself: a lock, a conflict, an object that has not spread yet; nothing was done. */
        PASSES,
        /** The tenant has no licence for it; nothing was done. */
        NO_LICENCE,
        /** There is no such thing, or it may not be seen; nothing was done. */
        NOT_FOUND,
        /** A right is lacking; nothing was done. */
        FORBIDDEN,
        /** The request itself is refused; nothing was done. */
        REFUSED,
        /** The request was never sent, or not accepted for its credential; nothing was done. */
        NOT_SENT,
        /** It may have been done. */
        UNKNOWN
    }

    /** How long to wait where the service does not say: its buckets fill up again within twenty seconds. */
    private static final Duration PAUSE = Duration.ofSeconds(20);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int DEEPEST = 10;
    private static final HttpHeaderName MILLIS = HttpHeaderName.fromString("retry-after-ms");
    private static final HttpHeaderName MILLIS_TOO = HttpHeaderName.fromString("x-ms-retry-after-ms");

    static Failure of(RuntimeException fault) {
        Throwable cause = fault;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof ClientAuthenticationException) {
                String why = SignInCode.of(fault).map(code -> ": " + code).orElse("");
                return new Failure(
                        Meaning.NOT_SENT, "", "the library's own account could not sign in to Azure" + why, PAUSE);
            }
            if (cause instanceof HttpResponseException answer && answer.getResponse() != null) {
                return ofAnswer(answer, answer.getResponse());
            }
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnknownHostException
                    || cause instanceof SSLHandshakeException) {
                return new Failure(
                        Meaning.NOT_SENT,
                        "",
                        "the request could not be sent: " + cause.getClass().getSimpleName(),
                        PAUSE);
            }
            cause = cause.getCause();
        }
        return new Failure(
                Meaning.UNKNOWN, "", "no answer from Azure: " + fault.getClass().getSimpleName(), PAUSE);
    }

    private static Failure ofAnswer(HttpResponseException fault, HttpResponse answer) {
        int status = answer.getStatusCode();
        String code = "";
        String said = "";
        if (fault instanceof ManagementException arm && arm.getValue() != null) {
            code = Optional.ofNullable(arm.getValue().getCode()).orElse("");
            said = Optional.ofNullable(arm.getValue().getMessage()).orElse("");
        }
        String message = "Azure " + (code.isEmpty() ? "" : code + " ") + "(" + status + ")"
                + (said.isEmpty() ? "" : ": " + said);
        return new Failure(meaning(status, code), code, PolicyRules.explain(code, message), pause(answer));
    }

    private static Meaning meaning(int status, String code) {
        if (status == 429) {
            return Meaning.THROTTLED;
        }
        if (status < 400 || status >= 500) {
            return Meaning.UNKNOWN;
        }
        return switch (code) {
            case "RoleAssignmentExists", "RoleAssignmentScheduleAlreadyExists" -> Meaning.EXISTS;
            case "RoleAssignmentDoesNotExist" -> Meaning.NOT_EXISTING;
            case "ActiveDurationTooShort" -> Meaning.TOO_SHORT;
            case "AadPremiumLicenseRequired" -> Meaning.NO_LICENCE;
            // a new object takes minutes to spread: "Troubleshoot Azure RBAC"
            case "PrincipalNotFound", "ScopeLocked", "PendingRoleAssignmentRequest" -> Meaning.PASSES;
            default ->
                switch (status) {
                    case 401 -> Meaning.NOT_SENT;
                    case 403 -> Meaning.FORBIDDEN;
                    case 404 -> Meaning.NOT_FOUND;
                    case 408, 409, 412, 423 -> Meaning.PASSES;
                    default -> Meaning.REFUSED;
                };
        };
    }

    /** A change that failed before anything was sent that changes. */
    ChangeOutcome beforeWrite() {
        return meaning == Meaning.UNKNOWN ? new ChangeOutcome.Retryable(message) : onWrite();
    }

    /** A change whose write failed. */
    ChangeOutcome onWrite() {
        return switch (meaning) {
            case THROTTLED -> new ChangeOutcome.Throttled(pause);
            case EXISTS, TOO_SHORT, PASSES, NOT_SENT -> new ChangeOutcome.Retryable(message);
            case NO_LICENCE, NOT_EXISTING, NOT_FOUND, FORBIDDEN, REFUSED -> new ChangeOutcome.Refused(message);
            case UNKNOWN -> new ChangeOutcome.Unknown(message);
        };
    }

    Observation onLook() {
        return meaning == Meaning.THROTTLED ? Observation.throttled(pause) : Observation.unclear(message);
    }

    /** Without its cause: an SDK's exception may quote what was sent. */
    ProviderException thrown() {
        return new ProviderException(message);
    }

    static <T> T orThrow(Supplier<T> call) {
        try {
            return call.get();
        } catch (ProviderException e) {
            throw e;
        } catch (RuntimeException e) {
            throw of(e).thrown();
        }
    }

    private static Duration pause(HttpResponse answer) {
        HttpHeaders headers = answer.getHeaders();
        Duration asked = Optional.ofNullable(headers.getValue(MILLIS))
                .or(() -> Optional.ofNullable(headers.getValue(MILLIS_TOO)))
                .flatMap(text -> number(text).map(Duration::ofMillis))
                .or(() -> number(headers.getValue(HttpHeaderName.RETRY_AFTER)).map(Duration::ofSeconds))
                .filter(time -> !time.isZero())
                .orElse(PAUSE);
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }

    private static Optional<Long> number(@Nullable String text) {
        return text != null && text.strip().matches("[0-9]{1,9}")
                ? Optional.of(Long.parseLong(text.strip()))
                : Optional.empty();
    }
}
