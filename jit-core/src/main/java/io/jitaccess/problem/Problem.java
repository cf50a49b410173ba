package io.jitaccess.problem;

import io.jitaccess.internal.Text;

/**
 * One thing that is wrong with an ask, by field.
 *
 * @param field the field's path, such as {@code duration} or {@code entitlements[1].attributes.role}; empty when the ask
 *     as a whole is meant
 * @param code a stable word for programs, such as {@code too-long}
 * @param message for people; it never repeats a secret and is safe to log
 */
public record Problem(String field, String code, String message) {

    public Problem {
        Text.paragraph(field, "field", 300);
        Text.line(code, "code", 64);
        message = Text.printable(message, 1000);
    }

    @Override
    public String toString() {
        return field.isEmpty() ? message : field + ": " + message;
    }
}
