package io.jitaccess.examples.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Names and values in statements that take no parameters. */
final class Sql {

    /** PostgreSQL cuts longer names silently, and a cut name may be somebody else's. */
    static final int LONGEST_NAME = 63;

    private Sql() {}

    /** What keeps the text from being the name of a role or database; empty if nothing does. */
    static Optional<String> nameProblem(String name) {
        if (name.isEmpty()) {
            return Optional.of("must not be empty");
        }
        if (name.indexOf('\0') >= 0) {
            return Optional.of("must not contain a zero character");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            return Optional.of("must not contain half a surrogate pair");
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_NAME) {
            return Optional.of("must have at most " + LONGEST_NAME + " bytes in UTF-8, has " + bytes);
        }
        return Optional.empty();
    }

    /**
     * The name in double quotes.
     *
     * @throws IllegalArgumentException if it is no name
     */
    static String name(String name) {
        nameProblem(name).ifPresent(problem -> {
            throw new IllegalArgumentException("a name " + problem);
        });
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * The text as a literal that reads the same whatever {@code standard_conforming_strings} is.
     *
     * @throws IllegalArgumentException if it holds a zero character
     */
    static String text(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text must not contain a zero character");
        }
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
