package io.jitaccess.spring.rest;

import io.jitaccess.Administration;
import io.jitaccess.Grants;
import io.jitaccess.JitAccess;
import io.jitaccess.Requests;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.store.Page;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;

/** Holding, lengthening, giving back and taking away. */
@JitApi
class GrantController {

    private final Grants grants;
    private final Requests requests;
    private final Administration administration;
    private final Callers callers;
    private final Asking asking;

    GrantController(JitAccess jit, Callers callers, Asking asking) {
        this.grants = jit.grants();
        this.requests = jit.requests();
        this.administration = jit.administration();
        this.callers = callers;
        this.asking = asking;
    }

    @GetMapping("/grants")
    ListJson<GrantJson> listGrants(GrantParameters parameters) {
        GrantParameters.Asked asked = parameters.read();
        IdentityId caller = callers.current();
        Page<Grant> page = switch (asked.view()) {
            case MINE -> grants.mine(caller, asked.page()).orElseThrow();
            case ALL -> grants.all(caller, asked.query(), asked.page()).orElseThrow();
        };
        return ListJson.of(page, GrantJson::of);
    }

    @GetMapping("/grants/{id}")
    GrantJson findGrant(@PathVariable String id) {
        return GrantJson.of(grants.find(callers.current(), id(id)).orElseThrow());
    }

    @PostMapping("/grants/{id}/release")
    GrantJson release(@PathVariable String id, @RequestBody(required = false) @Nullable CommentJson body) {
        return GrantJson.of(
                grants.release(callers.current(), id(id), CommentJson.of(body)).orElseThrow());
    }

    @PostMapping("/grants/{id}/revoke")
    GrantJson revoke(@PathVariable String id, @RequestBody(required = false) @Nullable CommentJson body) {
        return GrantJson.of(administration
                .revoke(callers.current(), id(id), CommentJson.of(body))
                .orElseThrow());
    }

    @PostMapping("/grants/{id}/extensions/explain")
    ExplanationJson explainExtension(@PathVariable String id, @RequestBody ExtensionJson extension) {
        return ExplanationJson.of(requests.explainExtension(callers.current(), id(id), extension.read(null))
                .orElseThrow());
    }

    @PostMapping("/grants/{id}/extensions")
    ResponseEntity<RequestJson> extend(
            @PathVariable String id,
            @RequestBody ExtensionJson extension,
            @RequestHeader(name = Asking.IDEMPOTENCY_KEY, required = false) @Nullable String idempotencyKey) {
        IdentityId caller = callers.current();
        return asking.answer(
                caller, idempotencyKey, () -> requests.extend(caller, id(id), extension.read(idempotencyKey)));
    }

    @PostMapping("/grants/{id}/items/{index}/credentials")
    ResponseEntity<CredentialJson> collect(@PathVariable String id, @PathVariable String index) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(CredentialJson.of(
                        grants.collect(callers.current(), id(id), item(index)).orElseThrow()));
    }

    @GetMapping("/grants/{id}/items/{index}/activity")
    ActivityJson activity(@PathVariable String id, @PathVariable String index, CursorParameters parameters) {
        return ActivityJson.of(
                grants.activity(callers.current(), id(id), item(index), Optional.ofNullable(parameters.cursor()))
                        .orElseThrow());
    }

    private static GrantId id(String text) {
        return GrantId.parse(text)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "id", "unknown", "no such grant"));
    }

    private static int item(String text) {
        if (text.matches("[0-9]{1,4}")) {
            return Integer.parseInt(text);
        }
        throw new ProblemException(ProblemType.NOT_FOUND, "index", "unknown", "no such item");
    }
}
