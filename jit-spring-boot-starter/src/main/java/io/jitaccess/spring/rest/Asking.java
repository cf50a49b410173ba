package io.jitaccess.spring.rest;

import io.jitaccess.Requests;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.request.AccessRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** Answers with requests: created, or found by the idempotency key that it was asked with before. */
final class Asking {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final Requests requests;
    private final ApiPath path;

    Asking(Requests requests, ApiPath path) {
        this.requests = requests;
        this.path = path;
    }

    ResponseEntity<RequestJson> answer(
            IdentityId caller, @Nullable String idempotencyKey, Supplier<Outcome<AccessRequest>> ask) {
        Optional<AccessRequest> before = idempotencyKey == null
                ? Optional.empty()
                : requests.askedWith(caller, idempotencyKey).orElseThrow();
        AccessRequest request = ask.get().orElseThrow();
        return before.isPresent()
                ? answer(request)
                : ResponseEntity.created(path.of(request.id()))
                        .eTag(etag(request))
                        .body(RequestJson.of(request));
    }

    static ResponseEntity<RequestJson> answer(AccessRequest request) {
        return ResponseEntity.ok().eTag(etag(request)).body(RequestJson.of(request));
    }

    private static String etag(AccessRequest request) {
        return "\"" + request.version() + "\"";
    }
}
