package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a condition means, judged by Google's own CEL. */
class ConditionTest {

    private static final Instant END = Instant.parse("2030-01-01T01:00:00.999Z");
    private static final Instant WHOLE = Instant.parse("2030-01-01T01:00:00Z");
    private static final String INSIDE = "projects/_/buckets/logs/objects/2026/a";
    private static final String OUTSIDE = "projects/_/buckets/logs-of-others/objects/a";

    @Test
    void it_holds_before_the_end_and_neither_at_nor_after_it() {
        String expression = new Condition(END, Optional.empty()).expression();

        assertThat(Cel.holds(expression, WHOLE.minusMillis(1), OUTSIDE)).isTrue();
        assertThat(Cel.holds(expression, WHOLE, OUTSIDE)).isFalse();
        assertThat(Cel.holds(expression, END, OUTSIDE)).isFalse();
        assertThat(Cel.holds(expression, END.plusSeconds(1), OUTSIDE)).isFalse();
    }

    @Test
    void a_prefix_narrows_it_to_what_is_below() {
        String expression = new Condition(END, Optional.of("projects/_/buckets/logs/")).expression();

        assertThat(Cel.holds(expression, WHOLE.minusSeconds(1), INSIDE)).isTrue();
        assertThat(Cel.holds(expression, WHOLE.minusSeconds(1), OUTSIDE)).isFalse();
        assertThat(Cel.holds(expression, WHOLE, INSIDE)).isFalse();
    }

    @Test
    void what_is_written_is_read_back_and_nothing_else_is() {
        Condition condition = new Condition(WHOLE, Optional.of("projects/_/buckets/logs/"));

        assertThat(Condition.parse(condition.expression())).contains(condition);
        assertThat(Condition.parse(new Condition(WHOLE, Optional.empty()).expression()))
                .contains(new Condition(WHOLE, Optional.empty()));
        assertThat(Condition.parse(condition.expression() + " || true")).isEmpty();
        assertThat(Condition.parse("request.time < timestamp(\"2030-13-01T01:00:00Z\")"))
                .isEmpty();
        assertThat(Condition.parse("true")).isEmpty();
    }

    @Property(tries = 300)
    void no_text_breaks_out_of_its_literal(@ForAll String hostile) {
        String wellFormed = new String(
                hostile.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(Cel.value(Condition.literal(wellFormed), WHOLE, OUTSIDE)).isEqualTo(wellFormed);
    }

    @Test
    void a_literal_is_printable_ascii_alone() {
        assertThat(Condition.literal("a~ \u007f\u00fc\u2028\ud83d\ude00"))
                .isEqualTo("\"a~ \\u007f\\u00fc\\u2028\\U0001f600\"");
    }

    @Test
    void hostile_texts_stay_texts() {
        for (String hostile : new String[] {
            "\" || true || \"",
            "\\",
            "\\\"",
            "\n\") || (\"",
            "'''",
            "\"\"\"",
            "\u2028",
            "${x}",
            "\u202e",
            "😀",
            "\u0000"
        }) {
            String expression = new Condition(WHOLE, Optional.of(hostile)).expression();

            assertThat(Cel.value(Condition.literal(hostile), WHOLE, OUTSIDE)).isEqualTo(hostile);
            assertThat(Cel.holds(expression, WHOLE.minusSeconds(1), OUTSIDE)).isFalse();
            assertThat(Cel.holds(expression, WHOLE.minusSeconds(1), hostile + "x"))
                    .isTrue();
            assertThat(Cel.holds(expression, WHOLE, hostile + "x")).isFalse();
        }
    }
}
