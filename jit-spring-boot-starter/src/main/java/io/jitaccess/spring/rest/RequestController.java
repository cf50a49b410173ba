package io.jitaccess.spring.rest;

import io.jitaccess.Requests;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.spi.store.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;

/** Asking and deciding. */
@JitApi
class RequestController {

    private final Requests requests;
    private final Callers callers;
    private final Asking asking;

    RequestController(Requests requests, Callers callers, Asking asking) {
        this.requests = requests;
        this.callers = callers;
        this.asking = asking;
    }

    @GetMapping("/offers")
    ListJson<OfferJson> offers() {
        return ListJson.of(requests.offers(callers.current()).orElseThrow(), OfferJson::of);
    }

    @PostMapping("/requests/explain")
    ExplanationJson explainRequest(@RequestBody DraftJson draft) {
        return ExplanationJson.of(
                requests.explain(callers.current(), draft.read(null)).orElseThrow());
    }

    @PostMapping("/requests")
    ResponseEntity<RequestJson> request(
            @RequestBody DraftJson draft,
            @RequestHeader(name = Asking.IDEMPOTENCY_KEY, required = false) @Nullable String idempotencyKey) {
        IdentityId caller = callers.current();
        return asking.answer(caller, idempotencyKey, () -> requests.request(caller, draft.read(idempotencyKey)));
    }

    @GetMapping("/requests")
    ListJson<RequestJson> listRequests(RequestParameters parameters) {
        RequestParameters.Asked asked = parameters.read();
        IdentityId caller = callers.current();
        Page<AccessRequest> page = switch (asked.view()) {
            case MINE -> requests.mine(caller, asked.page()).orElseThrow();
            case AWAITING -> requests.awaiting(caller, asked.page()).orElseThrow();
            case ALL -> requests.all(caller, asked.query(), asked.page()).orElseThrow();
        };
        return ListJson.of(page, RequestJson::of);
    }

    @GetMapping("/requests/{id}")
    ResponseEntity<RequestJson> findRequest(@PathVariable String id) {
        return Asking.answer(requests.find(callers.current(), id(id)).orElseThrow());
    }

    @PostMapping("/requests/{id}/decisions")
    ResponseEntity<RequestJson> decide(
            @PathVariable String id,
            @RequestBody VerdictJson decision,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        String comment = decision.comment() == null ? "" : decision.comment();
        return Asking.answer(
                requests.decide(callers.current(), id(id), decision.seen(ifMatch), decision.verdict(), comment)
                        .orElseThrow());
    }

    @PostMapping("/requests/{id}/withdraw")
    ResponseEntity<RequestJson> withdraw(@PathVariable String id) {
        return Asking.answer(requests.withdraw(callers.current(), id(id)).orElseThrow());
    }

    private static RequestId id(String text) {
        return RequestId.parse(text)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "id", "unknown", "no such request"));
    }
}
