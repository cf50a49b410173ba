package io.jitaccess.azure;

import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import io.jitaccess.id.AssignmentId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A role assignment as Azure shows it.
 *
 * @param name its own GUID
 * @param mark the assignment's id, where description and name together prove that it is ours
 * @param condition under which it holds; blank if it always does
 */
record Entry(String name, Principal principal, Target target, Optional<AssignmentId> mark, String condition) {

    /** Empty for what is given to nobody that this library knows, or is on no scope that it can name. */
    static Optional<Entry> of(RoleAssignmentInner inner, Mark ours) {
        Optional<Principal> principal = Principal.of(
                inner.principalType() == null ? "" : inner.principalType().toString(), text(inner.principalId()));
        Optional<Target> target = Scope.parse(text(inner.scope()))
                .flatMap(scope -> Guids.last(text(inner.roleDefinitionId())).map(role -> new Target(scope, role)));
        if (principal.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        String name = text(inner.name()).toLowerCase(Locale.ROOT);
        Optional<AssignmentId> mark = ours.read(inner.description())
                .filter(id -> ours.name(id, target.get(), principal.get().objectId())
                        .toString()
                        .equals(name));
        return Optional.of(new Entry(
                name,
                principal.get(),
                target.get(),
                mark,
                text(inner.condition()).strip()));
    }

    boolean isFor(Target wanted, String objectId) {
        return target.equals(wanted) && principal.objectId().equals(objectId);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
