package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    @Test
    void a_plain_line_is_its_own_key_up_to_a_length() {
        assertThat(Keys.of("a:b").value()).isEqualTo("a:b");
        assertThat(Keys.of("a".repeat(900)).value()).hasSize(900);
        assertThat(Keys.of("a".repeat(901)).value()).startsWith("sha256:").hasSize(71);
        assertThat(Keys.of("a".repeat(901))).isNotEqualTo(Keys.of("a".repeat(902)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\tb", "a\nb", "a\u007fb", "a\u00fcb", " a", "a "})
    void any_other_text_is_told_apart_by_its_hash(String text) {
        assertThat(Keys.of(text).value()).matches("sha256:[0-9a-f]{64}");
    }
}
