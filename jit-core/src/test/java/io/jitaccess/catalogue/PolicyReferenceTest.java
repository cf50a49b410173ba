package io.jitaccess.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference says what the code does. */
class PolicyReferenceTest {

    private static final String FILE = "access.yaml";
    private static final String REFERENCE = text();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)(?: (\\w+))?\\n(.*?)^```$");

    /** How a part of a document becomes a whole one. */
    private static final Map<String, String> AROUND = Map.of(
            "condition", "version: 1\npolicies:\n- id: p\n  rules:\n  - name: r\n    denied: x\n    when:\n%s",
            "rule", "version: 1\npolicies:\n- id: p\n  rules:\n  -\n%s",
            "policy", "version: 1\npolicies:\n-\n%s",
            "eligibility", "version: 1\npolicies: [{id: p, rules: [{name: r, denied: x}]}]\neligibilities:\n-\n%s");

    record Block(String language, String what, String text, String next) {
        @Override
        public String toString() {
            return language + " " + what + " " + text.lines().findFirst().orElse("");
        }
    }

    static Stream<Block> examples() {
        return blocks().filter(block -> block.language.equals("yaml") && !block.what.equals("refused"));
    }

    static Stream<Block> refused() {
        return blocks().filter(block -> block.what.equals("refused"));
    }

    @Test
    void theReferenceHasExamples() {
        assertThat(examples()).hasSizeGreaterThan(4);
        assertThat(refused()).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsReadWithoutAProblem(Block block) {
        String whole =
                block.what.isEmpty() ? block.text : AROUND.get(block.what).formatted(block.text.indent(6));

        assertThat(problems(whole)).as(whole).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void everyBadExampleIsRefusedWithTheProblemsThatStandBelowIt(Block block) {
        assertThat(problems(block.text))
                .extracting(Problem::toString)
                .isEqualTo(block.next.lines().toList());
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyFieldIsNamed(String field) {
        assertThat(REFERENCE).contains("`" + field + "`");
    }

    static Stream<String> fields() {
        return Arrays.stream(Shape.values())
                .flatMap(shape -> shape.fields().stream())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyCodeOfAProblemIsNamed(String code) {
        assertThat(REFERENCE).contains("`" + code + "`");
    }

    /** What stands in the code of this package where a problem is told. */
    static Stream<String> codes() throws IOException {
        Pattern told =
                Pattern.compile("(?s)(?:problem|Unfit|findings\\.add|errors\\.add|warnings\\.add|tooLong)\\(.*?;");
        Pattern code =
                Pattern.compile("\"([a-z0-9]+(?:-[a-z0-9]+)+|syntax|empty|alias|tag|type|value|range|size|duplicate"
                        + "|duration|time|zone|pattern|nobody|unreadable|never)\",");
        List<String> codes = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/jitaccess/catalogue"))) {
            for (Path file : files.toList()) {
                Matcher statements = told.matcher(Files.readString(file));
                while (statements.find()) {
                    code.matcher(statements.group()).results().forEach(found -> codes.add(found.group(1)));
                }
            }
        }
        assertThat(codes).hasSizeGreaterThan(40);
        return codes.stream().distinct();
    }

    private static Stream<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(REFERENCE);
        while (matcher.find()) {
            String what = matcher.group(2) == null ? "" : matcher.group(2);
            Matcher next = BLOCK.matcher(REFERENCE);
            blocks.add(
                    new Block(matcher.group(1), what, matcher.group(3), next.find(matcher.end()) ? next.group(3) : ""));
        }
        return blocks.stream();
    }

    private static List<Problem> problems(String document) {
        Findings findings = new Findings();
        CatalogueReader reader = new CatalogueReader(findings, 1000);
        Node root = DocumentParser.parse(FILE, document, findings);
        if (root != null) {
            reader.read(FILE, root);
            assertThat(reader.catalogue() == null).isEqualTo(!findings.isEmpty());
        }
        return findings.list();
    }

    private static String text() {
        try {
            return Files.readString(Path.of("..", "docs", "policy-reference.md"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
