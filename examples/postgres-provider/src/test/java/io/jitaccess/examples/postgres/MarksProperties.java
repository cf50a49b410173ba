package io.jitaccess.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.id.AssignmentId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;

class MarksProperties {

    private final Marks marks = new Marks("jit_");

    @Property
    void the_assignment_is_read_back_from_the_name_alone(@ForAll long high, @ForAll long low) {
        AssignmentId id = new AssignmentId(new UUID(high, low));
        for (String name : new String[] {marks.login(id), marks.membershipRole(id)}) {
            assertThat(name).matches("jit_[lm]_[0-9a-z]{25}");
            assertThat(marks.read(name, Optional.empty()).map(Marks.Comment::assignment))
                    .contains(id);
        }
    }

    @Property
    void what_a_comment_says_is_read_back(@ForAll @NotEmpty String principal, @ForAll @NotEmpty String role) {
        if (principal.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff)
                || role.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff)) {
            return;
        }
        AssignmentId id = AssignmentId.random();
        String comment = marks.comment(id, Map.of("principal", principal, "role", role));
        assertThat(marks.read("renamed", Optional.of(comment)))
                .contains(new Marks.Comment(id, Map.of("principal", principal, "role", role)));
    }

    @Property
    void any_comment_and_any_name_can_be_read(@ForAll String name, @ForAll String comment) {
        marks.read(name, Optional.of(comment));
        marks.read("jit_l_" + name, Optional.of("jit-access jit_ " + comment));
    }

    @Example
    void another_installations_roles_are_not_ours() {
        AssignmentId id = AssignmentId.random();
        Marks other = new Marks("other_");
        assertThat(marks.read(other.login(id), Optional.of(other.comment(id, Map.of()))))
                .isEmpty();
        assertThat(marks.read("jit_l_" + "z".repeat(25), Optional.empty()))
                .as("more than 128 bits")
                .isEmpty();
    }
}
