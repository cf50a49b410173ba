package io.jitaccess.spring.rest;

import io.jitaccess.problem.Problem;
import io.jitaccess.problem.RefusedException;
import io.jitaccess.problem.StaleVersionException;
import io.jitaccess.spi.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns whatever ends a call of this API early into a problem; shows nothing of a fault but its name in the log. */
@RestControllerAdvice(annotations = JitApi.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final Map<String, String> NAMES =
            Map.of("after", "cursor", "idempotencyKey", Asking.IDEMPOTENCY_KEY, "item", "index");

    @ExceptionHandler
    ResponseEntity<ProblemJson> refused(RefusedException e) {
        return answer(
                ProblemType.of(e.refusal()),
                null,
                e.problems().stream().map(ProblemAdvice::named).toList());
    }

    @ExceptionHandler
    ResponseEntity<ProblemJson> problem(ProblemException e) {
        return answer(e.type(), null, e.problems());
    }

    @ExceptionHandler
    ResponseEntity<ProblemJson> stale(StaleVersionException e) {
        return answer(ProblemType.CONFLICT, "", "stale", "somebody else changed it at the same time: read again");
    }

    @ExceptionHandler
    ResponseEntity<ProblemJson> storeFailed(StoreException e) {
        LOG.warn("The store failed during a call", e);
        return e.isOutcomeUnknown()
                ? answer(
                        ProblemType.STORE_UNAVAILABLE,
                        "",
                        "outcome-unknown",
                        "it may have been done all the same: look")
                : answer(ProblemType.STORE_UNAVAILABLE, "", "not-done", "it was not done: try again");
    }

    @ExceptionHandler
    ResponseEntity<ProblemJson> noBody(HttpMessageNotReadableException e) {
        return answer(ProblemType.MALFORMED, "", "required", "a body is needed");
    }

    @ExceptionHandler
    ResponseEntity<ProblemJson> notSupported(HttpMediaTypeNotSupportedException e) {
        return answer(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Type", "not-json", "must be application/json");
    }

    @ExceptionHandler
    ResponseEntity<ProblemJson> fault(Exception e) throws Exception {
        if (e instanceof AccessDeniedException || e instanceof AuthenticationException) {
            throw e;
        }
        String instance = "urn:uuid:" + UUID.randomUUID();
        LOG.error("A call failed, {}", instance, e);
        return answer(ProblemType.FAULT, instance, List.of(new Problem("", "fault", "the log knows more")));
    }

    /** The library names what its Java API calls it; here some of it is called otherwise. */
    private static Problem named(Problem problem) {
        return new Problem(NAMES.getOrDefault(problem.field(), problem.field()), problem.code(), problem.message());
    }

    private static ResponseEntity<ProblemJson> answer(ProblemType type, String field, String code, String message) {
        return answer(type, null, List.of(new Problem(field, code, message)));
    }

    private static ResponseEntity<ProblemJson> answer(
            ProblemType type, @Nullable String instance, List<Problem> problems) {
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(type.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (type.status().value() == 503) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.body(ProblemJson.of(type, instance, problems));
    }
}
