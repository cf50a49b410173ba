package io.jitaccess.spring.rest;

import io.jitaccess.Administration;
import io.jitaccess.catalogue.CatalogueJson;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.spring.rest.RevisionJson.DocumentJson;
import io.jitaccess.spring.rest.RevisionJson.RevisionParameters;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** The catalogue that is in force, and those before it. */
@JitApi
class CatalogueController {

    private final Administration administration;
    private final Callers callers;

    CatalogueController(Administration administration, Callers callers) {
        this.administration = administration;
        this.callers = callers;
    }

    @GetMapping("/catalogue")
    RevisionJson catalogue() {
        return administration.revisions(callers.current(), 1).orElseThrow().stream()
                .findFirst()
                .map(RevisionJson::whole)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "", "none", "no catalogue is in force"));
    }

    @GetMapping("/catalogue/revisions")
    ListJson<RevisionJson> revisions(RevisionParameters parameters) {
        return ListJson.of(
                administration.revisions(callers.current(), parameters.read()).orElseThrow(), RevisionJson::entry);
    }

    @PutMapping("/catalogue")
    RevisionJson activate(@RequestBody DocumentJson body) {
        // nobody makes us parse a large document who may not even see one
        administration.revisions(callers.current(), 1).orElseThrow();
        Catalogue catalogue = CatalogueJson.parse(body.document().toString()).orElseThrow();
        return RevisionJson.whole(
                administration.activate(callers.current(), catalogue).orElseThrow());
    }
}
