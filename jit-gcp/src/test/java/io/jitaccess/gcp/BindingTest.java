package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.id.AssignmentId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindingTest {

    private static final Instant END = Instant.parse("2030-01-01T00:00:00Z");
    private static final String ENDS = new Condition(END, Optional.empty()).expression();

    private final AssignmentId assignment = AssignmentId.random();

    @Test
    void the_mark_and_a_colon_before_the_id_make_it_ours() {
        assertThat(titled("jit:").assignment("jit")).contains(assignment);
        assertThat(titled("jit:").assignment("other")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jit-", "jitx", "jit ", "jit::", "xjit:", "JIT:", "jit", ""})
    void anything_else_before_it_does_not(String before) {
        assertThat(titled(before).assignment("jit")).isEmpty();
    }

    @Test
    void it_has_ended_once_its_end_has_passed_and_not_while_that_cannot_be_read() {
        Binding binding = titled("jit:");
        assertThat(binding.endedBefore(END)).isFalse();
        assertThat(binding.endedBefore(END.plusNanos(1))).isTrue();
        assertThat(World.binding(World.READER, "t", "true", "user:ann@example.org")
                        .endedBefore(Instant.MAX))
                .isFalse();
    }

    private Binding titled(String before) {
        return World.binding(World.READER, before + assignment, ENDS, "user:ann@example.org");
    }
}
