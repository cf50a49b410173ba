package io.jitaccess.spring.rest;

import io.jitaccess.Administration;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.spring.rest.KillJson.CountJson;
import io.jitaccess.spring.rest.KillJson.KillCountJson;
import io.jitaccess.spring.rest.SuspensionJson.ScopeParameters;
import io.jitaccess.spring.rest.SuspensionJson.SuspendJson;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The kill switch, suspensions and drift. */
@JitApi
class AdministrationController {

    private final Administration administration;
    private final Callers callers;

    AdministrationController(Administration administration, Callers callers) {
        this.administration = administration;
        this.callers = callers;
    }

    @PostMapping("/kill-switch/count")
    KillCountJson count(@RequestBody CountJson body) {
        return KillCountJson.of(
                administration.count(callers.current(), body.scope().read()).orElseThrow());
    }

    @PostMapping("/kill-switch")
    KillCountJson revokeAll(@RequestBody KillJson body) {
        String comment = body.comment() == null ? "" : body.comment();
        return KillCountJson.of(administration
                .revokeAll(callers.current(), body.scope().read(), body.expected(), comment)
                .orElseThrow());
    }

    @GetMapping("/suspensions")
    ListJson<SuspensionJson> suspensions() {
        return ListJson.of(administration.suspensions(callers.current()).orElseThrow(), SuspensionJson::of);
    }

    @PutMapping("/suspensions")
    SuspensionJson suspend(ScopeParameters scope, @RequestBody SuspendJson body) {
        return SuspensionJson.of(administration
                .suspend(callers.current(), scope.read(), body.reason())
                .orElseThrow());
    }

    @DeleteMapping("/suspensions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume(ScopeParameters scope) {
        administration.resume(callers.current(), scope.read()).orElseThrow();
    }

    @GetMapping("/providers/{provider}/kinds/{kind}/entitlements")
    ListJson<DiscoveredJson> discover(
            @PathVariable String provider, @PathVariable String kind, CursorParameters parameters) {
        Conversion conversion = new Conversion();
        Optional<ProviderId> id = conversion.of("provider", provider, ProviderId::new);
        Optional<EntitlementKind> asked = conversion.of("kind", kind, EntitlementKind::new);
        conversion.check();
        return DiscoveredJson.of(administration
                .discover(
                        callers.current(),
                        id.orElseThrow(),
                        asked.orElseThrow(),
                        Optional.ofNullable(parameters.cursor()))
                .orElseThrow());
    }

    @GetMapping("/drift")
    ListJson<DriftJson> drift() {
        return ListJson.of(administration.drift(callers.current()).orElseThrow(), DriftJson::of);
    }
}
