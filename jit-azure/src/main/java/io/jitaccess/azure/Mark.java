package io.jitaccess.azure;

import io.jitaccess.id.AssignmentId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How what this installation makes bears the assignment's id. The id is in the description, for listings and for people;
 * and it is in the name, which is made of it and of scope, principal and role. So a name is the same at each try, no try
 * for another assignment can touch it, and a description that somebody copied proves nothing.
 *
 * @param prefix what tells this installation from others
 */
record Mark(String prefix) {

    private static final String NAMESPACE = "io.jitaccess.azure/role-assignment/1";

    UUID name(AssignmentId assignment, Target target, String objectId) {
        return Guids.of(String.join(
                "\n", NAMESPACE, prefix, assignment.toString(), target.scope().id(), target.role(), objectId));
    }

    String text(AssignmentId assignment) {
        return prefix + ":" + assignment;
    }

    /** The id in a text of ours. */
    Optional<AssignmentId> read(@Nullable String text) {
        return text != null && text.startsWith(prefix + ":")
                ? AssignmentId.parse(text.substring(prefix.length() + 1))
                : Optional.empty();
    }
}
