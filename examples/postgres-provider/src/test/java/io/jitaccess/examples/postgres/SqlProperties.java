package io.jitaccess.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SqlProperties {

    private static final TestServer SERVER = TestServer.get();

    /** As long as quoting is right the server reads back what was written, and nothing else happens. */
    @Property(tries = 200)
    void the_server_reads_a_name_and_a_text_as_they_were_meant(@ForAll("hostile") String text) {
        if (Sql.nameProblem(text).isPresent()) {
            assertThatThrownBy(() -> Sql.name(text)).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        assertThat(SERVER.texts("select " + Sql.name(text) + " from (values (" + Sql.text(text) + ")) t ("
                        + Sql.name(text) + ")"))
                .containsExactly(text);
    }

    @Property(tries = 200)
    void a_text_is_read_the_same_whatever_backslashes_mean(@ForAll("hostile") String text) {
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return;
        }
        for (String conforming : new String[] {"on", "off"}) {
            assertThat(SERVER.texts("select " + Sql.text(text) + " from set_config('standard_conforming_strings', '"
                            + conforming + "', false)"))
                    .containsExactly(text);
        }
    }

    @Example
    void a_name_that_the_server_would_cut_or_cannot_hold_is_refused() {
        assertThat(Sql.nameProblem("x".repeat(63))).isEmpty();
        assertThat(Sql.nameProblem("x".repeat(64))).isPresent();
        assertThat(Sql.nameProblem("ü".repeat(31) + "x")).isEmpty();
        assertThat(Sql.nameProblem("ü".repeat(32))).as("64 bytes").isPresent();
        assertThat(Sql.nameProblem("")).isPresent();
        assertThat(Sql.nameProblem("a\0b")).isPresent();
        assertThat(Sql.nameProblem("\ud800")).isPresent();
        assertThatThrownBy(() -> Sql.text("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(
                "\"",
                "'",
                "\\",
                ";",
                "--",
                "/*",
                "$$",
                "$1",
                "?",
                "%I",
                ".",
                " ",
                "a",
                "Ä",
                "名",
                "😀",
                "\u202e",
                "\n",
                "\0",
                "\ud800",
                "; drop role x; ",
                "E'",
                "\\'",
                "public",
                "x".repeat(40),
                "ü".repeat(20));
        return pieces.list().ofMinSize(1).ofMaxSize(6).map(list -> String.join("", list));
    }
}
