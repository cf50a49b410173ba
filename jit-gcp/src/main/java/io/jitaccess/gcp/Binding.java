package io.jitaccess.gcp;

import io.jitaccess.id.AssignmentId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One binding of a policy. The tree it was read from is kept as it is, so that what is not ours is written back
 * unchanged, fields that this version does not know included.
 */
record Binding(Map<String, Object> tree) {

    /** A binding of ours. */
    static Binding of(String title, String role, String member, Condition condition) {
        return new Binding(Map.of(
                "role",
                role,
                "members",
                List.of(member),
                "condition",
                Map.of("title", title, "expression", condition.expression())));
    }

    String role() {
        return text(tree.get("role"));
    }

    List<String> members() {
        return tree.get("members") instanceof List<?> members
                ? members.stream().map(Binding::text).toList()
                : List.of();
    }

    boolean isConditional() {
        return tree.get("condition") != null;
    }

    String title() {
        return inCondition("title");
    }

    /** What the expression says, where it is one that this library could have written. */
    Optional<Condition> condition() {
        return Condition.parse(inCondition("expression"));
    }

    /** The assignment's id in the title, where it begins with the mark. */
    Optional<AssignmentId> assignment(String mark) {
        String title = title();
        return title.startsWith(mark + ":") ? AssignmentId.parse(title.substring(mark.length() + 1)) : Optional.empty();
    }

    /** Whether it ended by itself before the instant; one whose end cannot be read never did. */
    boolean endedBefore(Instant instant) {
        return condition().filter(ends -> ends.until().isBefore(instant)).isPresent();
    }

    private String inCondition(String field) {
        return tree.get("condition") instanceof Map<?, ?> condition ? text(condition.get(field)) : "";
    }

    private static String text(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof String text ? text : "";
    }
}
