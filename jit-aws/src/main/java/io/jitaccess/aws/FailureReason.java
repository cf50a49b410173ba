package io.jitaccess.aws;

import io.jitaccess.spi.ChangeOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What it means that Identity Center ended the creation of an assignment as failed, by the words that it gives as the
 * reason. They have no documented form. Those that are known from public reports begin with the status of a call that
 * Identity Center made itself ("Received a 404 status error: ..."), and what IAM answered it carries "Status Code: 403;
 * Error Code: AccessDenied"; others are a sentence, such as "An unexpected internal service exception was encountered".
 *
 * <p>The operation has ended, and a look showed no assignment: it is certain that there was no effect. So what is not
 * understood is tried again. A refusal is final and would cost somebody the grant that was approved; another try costs a
 * call now and then, and ends with the grant's window. Refused is what names a fault that stays until somebody mends it.
 */
final class FailureReason {

    private static final Pattern STATUS = Pattern.compile("Received an? ([1-5][0-9]{2}) status error");
    private static final Pattern STATUS_OF_IAM = Pattern.compile("Status Code: ([1-5][0-9]{2})\\b");

    private static final Pattern TOO_FAST =
            Pattern.compile("throttl|rate exceeded|too ?many ?requests", Pattern.CASE_INSENSITIVE);

    /** A quota is full, which IAM says with the status of a conflict. */
    private static final Pattern FULL = Pattern.compile("LimitExceeded|ServiceQuotaExceeded|Cannot exceed quota");

    private static final Pattern IN_THE_WAY =
            Pattern.compile("Conflict|ConcurrentModification|EntityTemporarilyUnmodifiable");

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private FailureReason() {}

    static ChangeOutcome of(String reason) {
        String message = "Identity Center: " + reason;
        int status = status(reason);
        if (status == 429 || TOO_FAST.matcher(reason).find()) {
            return new ChangeOutcome.Throttled(PAUSE);
        }
        boolean refuses = status >= 400 && status < 500 && status != 408 && status != 409;
        boolean stays = FULL.matcher(reason).find()
                || (refuses && !IN_THE_WAY.matcher(reason).find());
        return stays ? new ChangeOutcome.Refused(message) : new ChangeOutcome.Retryable(message);
    }

    /** Zero where it names none. An account's number or a request's id may look like one, so only its own place counts. */
    private static int status(String reason) {
        return find(STATUS, reason).or(() -> find(STATUS_OF_IAM, reason)).orElse(0);
    }

    private static Optional<Integer> find(Pattern form, String reason) {
        Matcher matcher = form.matcher(reason);
        return matcher.find() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }
}
