package io.jitaccess.azure;

import io.jitaccess.problem.Problems;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where roles may be given, and which.
 *
 * @param scopes these and what is below them
 * @param roles by their GUIDs; none: all but those that give roles themselves
 */
record Allowed(List<Scope> scopes, Set<String> roles) {

    Allowed(List<Scope> scopes, Set<String> roles) {
        // what lies below another is there with it
        this.scopes = scopes.stream()
                .distinct()
                .filter(scope -> scopes.stream().noneMatch(other -> !other.equals(scope) && scope.isWithin(other)))
                .sorted()
                .toList();
        this.roles = Set.copyOf(new TreeSet<>(roles));
    }

    boolean isIn(Scope scope) {
        return scopes.stream().anyMatch(scope::isWithin);
    }

    boolean role(String role) {
        return roles.isEmpty() ? !Roles.PRIVILEGED.containsKey(role) : roles.contains(role);
    }

    void problems(Target target, Problems problems) {
        if (!isIn(target.scope())) {
            problems.add("attributes." + Target.SCOPE, "not-allowed", "is none where roles may be handed out");
        }
        if (!role(target.role())) {
            String privileged = Roles.PRIVILEGED.get(target.role());
            problems.add(
                    "attributes." + Target.ROLE,
                    "not-allowed",
                    privileged == null
                            ? "is none of the configured roles"
                            : privileged + " can give access that nobody ends: it must be one of the configured roles");
        }
    }
}
