package io.jitaccess.spring.rest;

import io.jitaccess.JitAccess;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spring.rest.AuditJson.AuditParameters;
import org.springframework.web.bind.annotation.GetMapping;

/** The caller and the record. */
@JitApi
class RecordController {

    private final JitAccess jit;
    private final Callers callers;

    RecordController(JitAccess jit, Callers callers) {
        this.jit = jit;
        this.callers = callers;
    }

    @GetMapping("/me")
    CallerJson me() {
        return CallerJson.of(jit.caller(callers.current()).orElseThrow());
    }

    @GetMapping("/audit")
    ListJson<AuditJson> audit(AuditParameters parameters) {
        Conversion conversion = new Conversion();
        AuditQuery query = parameters.query(conversion);
        PageRequest page = Paging.read(parameters.limit(), parameters.cursor(), conversion);
        conversion.check();
        return ListJson.of(jit.audit(callers.current(), query, page).orElseThrow(), AuditJson::of);
    }
}
