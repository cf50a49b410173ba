package io.jitaccess.spring.rest;

import io.jitaccess.problem.Refusal;
import org.springframework.http.HttpStatus;

/** The types of problems that this API answers with. */
enum ProblemType {
    MALFORMED(HttpStatus.BAD_REQUEST, "malformed", "The call is malformed"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "unauthenticated", "No identity is behind the call"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "forbidden", "The caller lacks the right"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "not-found", "There is no such thing, or the caller may not know of it"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "Bodies are JSON"),
    CONFLICT(HttpStatus.CONFLICT, "conflict", "It is no longer as it was seen"),
    SUSPENDED(HttpStatus.CONFLICT, "suspended", "Granting is suspended"),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "too-large", "The body is too large"),
    INVALID(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", "The ask breaks a rule or limit"),
    VERSION_REQUIRED(
            HttpStatus.PRECONDITION_REQUIRED, "version-required", "A decision names the version that it is about"),
    FAULT(HttpStatus.INTERNAL_SERVER_ERROR, "fault", "A fault; the log knows more"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "It cannot be told for now"),
    STORE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "store-unavailable", "The store does not answer");

    private final HttpStatus status;
    private final String name;
    private final String title;

    ProblemType(HttpStatus status, String name, String title) {
        this.status = status;
        this.name = name;
        this.title = title;
    }

    static ProblemType of(Refusal refusal) {
        return switch (refusal) {
            case INVALID -> INVALID;
            case NOT_FOUND -> NOT_FOUND;
            case FORBIDDEN -> FORBIDDEN;
            case CONFLICT -> CONFLICT;
            case SUSPENDED -> SUSPENDED;
            case UNAVAILABLE -> UNAVAILABLE;
        };
    }

    HttpStatus status() {
        return status;
    }

    String title() {
        return title;
    }

    String uri() {
        return "urn:jitaccess:problem:" + name;
    }
}
