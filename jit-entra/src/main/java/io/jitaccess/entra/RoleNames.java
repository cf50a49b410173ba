package io.jitaccess.entra;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.KindDescriptor.Attribute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an entitlement to a role of the directory names, and which roles may be handed out. */
record RoleNames(ProviderId provider, EntitlementKind kind, List<String> ids) {

    static final String ROLE = "role";
    static final String SCOPE = "scope";
    static final String TENANT = "/";
    private static final String UNIT = "/administrativeUnits/";

    static final List<Attribute> ATTRIBUTES = List.of(
            new Attribute(ROLE, true, "The role definition's id, such as f2ef992c-3afb-46b9-b7cf-a126ee74c451"),
            new Attribute(
                    SCOPE, false, "/ for the whole tenant, or /administrativeUnits/ID; the whole tenant unless given"));

    void problems(Entitlement entitlement, Problems problems) {
        entitlement.attribute(ROLE).ifPresent(text -> {
            if (Ids.canonical(text).isEmpty()) {
                problems.add("attributes." + ROLE, "malformed", "must be a role definition's id");
            } else if (!ids.contains(role(entitlement))) {
                problems.add("attributes." + ROLE, "not-managed", "is none that this provider may hand out");
            }
        });
        entitlement.attribute(SCOPE).ifPresent(text -> {
            if (canonicalScope(text).isEmpty()) {
                problems.add("attributes." + SCOPE, "malformed", "must be / or /administrativeUnits/ID");
            }
        });
    }

    /** In its one spelling. */
    static String role(Entitlement entitlement) {
        String text = entitlement.attribute(ROLE).orElse("");
        return Ids.canonical(text).orElse(text);
    }

    static String scope(Entitlement entitlement) {
        String text = entitlement.attribute(SCOPE).orElse(TENANT);
        return canonicalScope(text).orElse(text);
    }

    /** Of any other sort of scope it is empty. */
    static Optional<String> canonicalScope(String text) {
        if (text.equals(TENANT)) {
            return Optional.of(TENANT);
        }
        return text.startsWith(UNIT)
                ? Ids.canonical(text.substring(UNIT.length())).map(id -> UNIT + id)
                : Optional.empty();
    }

    static TargetKey key(Entitlement entitlement) {
        return Keys.of("directory-role:" + role(entitlement) + ":" + scope(entitlement));
    }

    /** A role in the whole tenant covers it in each administrative unit. */
    static boolean covers(Entitlement eligible, Entitlement asked) {
        return role(eligible).equals(role(asked))
                && (scope(eligible).equals(TENANT) || scope(eligible).equals(scope(asked)));
    }

    Entitlement entitlement(String role, String scope) {
        Map<String, String> attributes = new TreeMap<>(Map.of(ROLE, role));
        if (!scope.equals(TENANT)) {
            attributes.put(SCOPE, scope);
        }
        return Entitlement.of(provider.value(), kind.value(), attributes);
    }
}
