package io.jitaccess.catalogue;

import io.jitaccess.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The documents of {@code accepted.txt} and {@code refused.txt}; each says itself how it is written. */
final class Corpus {

    static final String NAME = "x.yaml";

    private static final char MARK = '▸';

    /** @param problems what the reader must find, and nothing else, with their places */
    record Case(String name, String document, List<Problem> problems) {

        /** Whether a schema could have a say: there is one tree of plain data. */
        boolean isPlainData() {
            return problems.stream()
                    .map(Problem::code)
                    .noneMatch(List.of("empty", "syntax", "second-document", "anchor", "alias", "tag")::contains);
        }

        boolean schemaAccepts() {
            return problems.isEmpty() || name.endsWith("(schema accepts)");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Corpus() {}

    static List<Case> accepted() {
        return cases("accepted.txt");
    }

    static List<Case> refused() {
        return cases("refused.txt");
    }

    private static List<Case> cases(String resource) {
        try (InputStream in = Objects.requireNonNull(Corpus.class.getResourceAsStream(resource), resource)) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.split("(?m)^=== "))
                    .skip(1)
                    .map(Corpus::one)
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Case one(String text) {
        String name = text.lines().findFirst().orElseThrow();
        List<String> expected =
                text.lines().filter(line -> line.startsWith("! ")).toList();
        int end = text.indexOf("\n! ");
        String marked = text.substring(name.length() + 1, end < 0 ? text.length() : end + 1);
        List<String> places = new ArrayList<>();
        StringBuilder document = new StringBuilder();
        int line = 1;
        int column = 1;
        for (char c : marked.toCharArray()) {
            if (c == MARK) {
                places.add(line + ":" + column);
                continue;
            }
            document.append(c);
            column = c == '\n' ? 1 : column + 1;
            line += c == '\n' ? 1 : 0;
        }
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            String[] parts = expected.get(i).substring(2).split(": ", 2);
            // one place may have several problems
            String place = places.isEmpty() ? "1:1" : places.get(Math.min(i, places.size() - 1));
            problems.add(new Problem(NAME + ":" + place, parts[0], parts[1]));
        }
        return new Case(name, document.toString(), problems);
    }
}
