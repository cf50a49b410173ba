package io.jitaccess.azure;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import java.util.Map;
import java.util.Optional;

/**
 * What an entitlement names: a role on a scope.
 *
 * @param role the GUID of the role's definition
 */
record Target(Scope scope, String role) {

    static final String SCOPE = "scope";
    static final String ROLE = "role";

    /** Empty where the attributes name none. */
    static Optional<Target> of(Entitlement entitlement) {
        return entitlement
                .attribute(SCOPE)
                .flatMap(Scope::parse)
                .flatMap(scope ->
                        entitlement.attribute(ROLE).flatMap(Target::role).map(role -> new Target(scope, role)));
    }

    /** A role by its GUID, or by an id that ends in it. */
    static Optional<String> role(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            return Guids.parse(text);
        }
        String before = text.substring(0, slash);
        String definitions = "/providers/Microsoft.Authorization/roleDefinitions";
        int begin = before.length() - definitions.length();
        boolean isId = begin >= 0 && before.regionMatches(true, begin, definitions, 0, definitions.length());
        return isId && (begin == 0 || Scope.parse(before.substring(0, begin)).isPresent())
                ? Guids.parse(text.substring(slash + 1))
                : Optional.empty();
    }

    Entitlement entitlement(ProviderId provider, EntitlementKind kind) {
        return Entitlement.of(provider.value(), kind.value(), Map.of(SCOPE, scope.id(), ROLE, role));
    }

    /** A role on a scope holds on everything below it. */
    boolean covers(Target asked) {
        return role.equals(asked.role) && asked.scope.isWithin(scope);
    }
}
