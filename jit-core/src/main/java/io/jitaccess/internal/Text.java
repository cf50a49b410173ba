package io.jitaccess.internal;

import java.util.Objects;
import java.util.regex.Pattern;

/** Checks of bounded text, used by the value types' constructors. */
public final class Text {

    private Text() {}

    /**
     * Returns the text if it has 1 to {@code longest} characters, no control or format characters and no blank edge.
     *
     * @throws IllegalArgumentException naming {@code what}, never the text itself
     */
    public static String line(String text, String what, int longest) {
        Objects.requireNonNull(text, what);
        if (text.isEmpty() || text.length() > longest) {
            throw new IllegalArgumentException(
                    what + " must have 1 to " + longest + " characters, has " + text.length());
        }
        if (!text.equals(text.strip())) {
            throw new IllegalArgumentException(what + " must not begin or end with white space");
        }
        if (text.codePoints().anyMatch(Text::isHidden)) {
            throw new IllegalArgumentException(what + " must not contain control or format characters");
        }
        return text;
    }

    /**
     * Returns the text if it has at most {@code longest} characters and no control character but line feed and tab.
     *
     * @throws IllegalArgumentException naming {@code what}, never the text itself
     */
    public static String paragraph(String text, String what, int longest) {
        Objects.requireNonNull(text, what);
        if (text.length() > longest) {
            throw new IllegalArgumentException(
                    what + " must have at most " + longest + " characters, has " + text.length());
        }
        if (text.codePoints().anyMatch(c -> c != '\n' && c != '\t' && isHidden(c))) {
            throw new IllegalArgumentException(what + " must not contain control or format characters");
        }
        return text;
    }

    /**
     * Returns the text if the pattern matches it whole.
     *
     * @throws IllegalArgumentException naming {@code what} and the pattern, never the text itself
     */
    public static String matching(String text, String what, Pattern pattern) {
        Objects.requireNonNull(text, what);
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " must match " + pattern.pattern());
        }
        return text;
    }

    /**
     * Returns the pattern if its text is a {@link #line} and says all: flags set beside it would be lost when it is
     * stored.
     *
     * @throws IllegalArgumentException naming {@code what}, never the text itself
     */
    public static Pattern pattern(Pattern pattern, String what, int longest) {
        line(pattern.pattern(), what, longest);
        if (Pattern.compile(pattern.pattern()).flags() != pattern.flags()) {
            throw new IllegalArgumentException(what + " must carry its flags inside, such as (?i)");
        }
        return pattern;
    }

    /** Cuts the text to {@code longest} characters and replaces what {@link #line} would refuse: for foreign messages. */
    public static String printable(String text, int longest) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), longest));
        text.codePoints().limit(longest).map(c -> isHidden(c) ? ' ' : c).forEach(c -> {
            if (clean.length() + Character.charCount(c) <= longest) {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString().strip();
    }

    private static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
