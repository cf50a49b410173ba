package io.jitaccess.examples.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README shows the lines between the markers as they are compiled and run here. */
class ReadmeSnippetTest {

    private static final Path README = Path.of("../../README.md");
    private static final Path EXAMPLE = Path.of("src/main/java/io/jitaccess/examples/plain/PlainJava.java");
    private static final String MARKER = "<!-- snippet:plain-java -->";

    @Test
    void theReadmeShowsTheLinesThatRun() throws IOException {
        List<String> readme = Files.exists(README) ? Files.readAllLines(README) : List.of();
        int marker = readme.indexOf(MARKER);
        if (marker < 0) {
            System.out.println("The plain-java example was NOT compared: README.md has no line " + MARKER);
            return;
        }
        assertThat(readme.subList(marker + 1, readme.size()))
                .as("the line after %s must begin a code block with ```java", MARKER)
                .startsWith("```java");
        List<String> block = readme.subList(marker + 2, readme.size());
        String shown = String.join("\n", block.subList(0, block.indexOf("```")));

        assertThat(shown)
                .as("the block after %s in README.md must be what stands between the markers in %s", MARKER, EXAMPLE)
                .isEqualTo(example());
    }

    private static String example() throws IOException {
        String text = Files.readString(EXAMPLE);
        int begin = text.indexOf('\n', text.indexOf("// snippet:plain-java")) + 1;
        int end = text.lastIndexOf('\n', text.indexOf("// snippet:end"));
        return text.substring(begin, end).stripIndent().stripTrailing();
    }
}
