package io.jitaccess.aws;

import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.ProviderException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.identitystore.model.ThrottlingException;

/** What a failed call means. Messages carry AWS's error code and the operation's own words, never a request. */
final class Failure {

    /** AWS names no pause for most throttled calls; its own clients begin below a second and double. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    /** Refused because somebody else's change is under way; the services say: try again. */
    private static final Set<String> PASSES = Set.of(
            "ConflictException",
            "ConcurrentModification",
            "EntityTemporarilyUnmodifiable",
            "OperationInProgressException");

    /**
     * The request's signature was not accepted, so nothing was looked at: credentials that ended or were changed, or a clock that
     * is wrong (docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html).
     */
    private static final Set<String> NOT_ACCEPTED = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "RequestExpired",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException");

    private Failure() {}

    /** The outcome of a write: without effect only where the service itself refused it. */
    static ChangeOutcome ofWrite(SdkException fault) {
        if (notSent(fault).isPresent()) {
            return new ChangeOutcome.Retryable(say(fault));
        }
        if (!(fault instanceof AwsServiceException answer)) {
            return ChangeOutcome.unknown(say(fault));
        }
        Optional<Duration> pause = pause(answer);
        if (pause.isPresent()) {
            return new ChangeOutcome.Throttled(pause.get());
        }
        if (answer.statusCode() < 400 || answer.statusCode() >= 500) {
            return ChangeOutcome.unknown(say(fault));
        }
        return PASSES.contains(code(answer)) || NOT_ACCEPTED.contains(code(answer))
                ? new ChangeOutcome.Retryable(say(fault))
                : new ChangeOutcome.Refused(say(fault));
    }

    /** The outcome of a change whose write was never sent. */
    static ChangeOutcome beforeWrite(SdkException fault) {
        ChangeOutcome outcome = ofWrite(fault);
        return outcome instanceof ChangeOutcome.Unknown ? new ChangeOutcome.Retryable(say(fault)) : outcome;
    }

    static Observation look(Supplier<Observation> look) {
        try {
            return look.get();
        } catch (SdkException e) {
            Optional<Duration> pause = e instanceof AwsServiceException answer ? pause(answer) : Optional.empty();
            return pause.map(Observation::throttled).orElseGet(() -> Observation.unclear(say(e)));
        }
    }

    static PrincipalLookup lookUp(Supplier<PrincipalLookup> look) {
        try {
            return look.get();
        } catch (SdkException e) {
            return new PrincipalLookup.Unclear(say(e));
        }
    }

    /** For what has no outcome value of its own. */
    static <T> T orThrow(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            // the cause is left out: an SDK's exception may quote what was sent
            throw new ProviderException(say(e));
        }
    }

    static <T> T orElse(Supplier<T> call, Function<String, T> otherwise) {
        try {
            return call.get();
        } catch (SdkException e) {
            return otherwise.apply(say(e));
        }
    }

    static boolean is(SdkException fault, String code) {
        return fault instanceof AwsServiceException answer && code(answer).equals(code);
    }

    /** Whether the service did not let the library's own account do it. */
    static boolean isForbidden(SdkException fault) {
        return fault instanceof AwsServiceException answer
                && (answer.statusCode() == 403 || code(answer).startsWith("AccessDenied"))
                && !NOT_ACCEPTED.contains(code(answer))
                && pause(answer).isEmpty();
    }

    static String say(SdkException fault) {
        if (fault instanceof AwsServiceException answer) {
            String message = answer.awsErrorDetails() == null
                    ? ""
                    : answer.awsErrorDetails().errorMessage();
            return "AWS " + code(answer) + " (" + answer.statusCode() + "): " + (message == null ? "" : message);
        }
        return notSent(fault)
                .orElseGet(() -> "no answer from AWS: " + fault.getClass().getSimpleName());
    }

    private static String code(AwsServiceException answer) {
        return answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
                ? "without code"
                : answer.awsErrorDetails().errorCode();
    }

    private static Optional<Duration> pause(AwsServiceException answer) {
        if (!answer.isThrottlingException() && answer.statusCode() != 429) {
            return Optional.empty();
        }
        Duration asked = answer instanceof ThrottlingException told && told.retryAfterSeconds() != null
                ? Duration.ofSeconds(told.retryAfterSeconds())
                : PAUSE;
        boolean sane = asked.compareTo(PAUSE) > 0 && asked.compareTo(LONGEST_PAUSE) < 0;
        return Optional.of(sane ? asked : PAUSE);
    }

    /** Why nothing was sent; empty if something may have been. */
    private static Optional<String> notSent(SdkException fault) {
        Throwable cause = fault;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            if (cause instanceof NotSentException) {
                return Optional.of(String.valueOf(cause.getMessage()));
            }
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return Optional.of("no connection to AWS");
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
