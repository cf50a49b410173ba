package io.jitaccess.catalogue;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One value of a document, where it stands, and where to say what is wrong with it.
 *
 * @param path the field's path in the catalogue, such as {@code policies[standard].rules[0].name}
 */
record Input(Node node, String path, String document, Findings findings) {

    Input item(int index, Node item) {
        return new Input(item, path + "[" + index + "]", document, findings);
    }

    Input field(Node.Field field) {
        return new Input(field.value(), path.isEmpty() ? field.name() : path + "." + field.name(), document, findings);
    }

    Input named(String otherPath) {
        return new Input(node, otherPath, document, findings);
    }

    void problem(String code, String message) {
        findings.add(document, node.at(), path, code, message);
    }

    void expected(String what) {
        boolean unquoted = node instanceof Node.Scalar scalar
                && scalar.type() != Node.Type.TEXT
                && scalar.type() != Node.Type.NOTHING;
        problem(
                "type",
                "expected " + what + ", found " + node.what()
                        + (unquoted && what.startsWith("text") ? "; put text in quotes" : ""));
    }

    /** Builds a value whose own constructor has the last word. */
    <T> @Nullable T build(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException unfit) {
            problem("value", String.valueOf(unfit.getMessage()));
            return null;
        }
    }
}
