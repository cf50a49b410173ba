package io.jitaccess.gcp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition of a binding: it ends, and it may be narrowed to resources whose names begin alike.
 *
 * @param prefix what {@code resource.name} has to begin with
 */
record Condition(Instant until, Optional<String> prefix) {

    private static final Pattern FORM = Pattern.compile("request\\.time < timestamp\\(\"([0-9TZ:.-]{1,40})\"\\)"
            + "(?: && resource\\.name\\.startsWith\\(\"([^\"\\\\]{1,500})\"\\))?");

    /** Reads what {@link #expression()} writes; empty for any other expression. */
    static Optional<Condition> parse(String expression) {
        Matcher matcher = FORM.matcher(expression);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Condition(Instant.parse(matcher.group(1)), Optional.ofNullable(matcher.group(2))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** In CEL, to the whole second before the end. */
    String expression() {
        return "request.time < timestamp("
                + literal(until.truncatedTo(ChronoUnit.SECONDS).toString()) + ")"
                + prefix.map(start -> " && resource.name.startsWith(" + literal(start) + ")")
                        .orElse("");
    }

    /** A CEL string of exactly this text: whatever could end or bend the literal is written as its code point. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            boolean plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\';
            if (plain) {
                literal.appendCodePoint(c);
            } else {
                literal.append(c > 0xffff ? String.format("\\U%08x", c) : String.format("\\u%04x", c));
            }
        });
        return literal.append('"').toString();
    }
}
