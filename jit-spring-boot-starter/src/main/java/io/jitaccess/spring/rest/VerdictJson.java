package io.jitaccess.spring.rest;

import io.jitaccess.approval.Verdict;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A decision.
 *
 * @param version the request's version that the approver saw; may be sent as If-Match instead
 */
record VerdictJson(
        Verdict verdict, @Nullable String comment, @Nullable Long version) implements JsonBody {

    private static final Pattern ETAG = Pattern.compile("\"([0-9]{1,18})\"");

    /** @throws ProblemException if no version was seen, or two */
    long seen(@Nullable String ifMatch) {
        if (ifMatch == null) {
            if (version == null) {
                throw new ProblemException(
                        ProblemType.VERSION_REQUIRED,
                        "version",
                        "required",
                        "the version that was seen, here or as If-Match");
            }
            return version;
        }
        Matcher etag = ETAG.matcher(ifMatch);
        if (!etag.matches()) {
            throw new ProblemException(
                    ProblemType.MALFORMED, "If-Match", "malformed", "must be the ETag of the request, such as \"0\"");
        }
        long matched = Long.parseLong(etag.group(1));
        if (version != null && version != matched) {
            throw new ProblemException(
                    ProblemType.MALFORMED, "version", "contradiction", "If-Match names another version");
        }
        return matched;
    }
}
