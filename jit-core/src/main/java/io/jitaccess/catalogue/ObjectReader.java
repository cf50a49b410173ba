package io.jitaccess.catalogue;

import io.jitaccess.internal.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one object of a known shape: says at once which fields are unknown or there twice. */
final class ObjectReader {

    private final Input input;
    private final Map<String, Node.Field> fields;
    private final boolean complete;

    private ObjectReader(Input input, Map<String, Node.Field> fields, boolean complete) {
        this.input = input;
        this.fields = fields;
        this.complete = complete;
    }

    static @Nullable ObjectReader of(Input input, Shape shape) {
        Map<String, Node.Field> fields = fields(input);
        if (fields == null) {
            return null;
        }
        boolean complete = !fields.values().removeIf(field -> {
            boolean unknown = !shape.fields().contains(field.name());
            if (unknown) {
                input.findings()
                        .add(
                                input.document(),
                                field.at(),
                                input.path(),
                                "unknown-field",
                                "there is no field " + shown(field.name())
                                        + NearestName.hint(field.name(), shape.fields()));
            }
            return unknown;
        });
        return new ObjectReader(input, fields, complete);
    }

    /** The fields by name, each once; null if it is no object. */
    static @Nullable Map<String, Node.Field> fields(Input input) {
        if (!(input.node() instanceof Node.Fields object)) {
            input.expected("an object");
            return null;
        }
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        for (Node.Field field : object.fields()) {
            Node.Field first = fields.putIfAbsent(field.name(), field);
            if (first != null) {
                input.findings()
                        .add(
                                input.document(),
                                field.at(),
                                input.path(),
                                "duplicate-field",
                                shown(field.name()) + " is there already, in line "
                                        + first.at().line());
            }
        }
        return fields;
    }

    Input input() {
        return input;
    }

    /** Whether no field was left out as unknown: otherwise what seems to be missing may only be misspelt. */
    boolean isComplete() {
        return complete;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    Input at(String name) {
        Node.Field field = fields.get(name);
        return field == null ? input : input.field(field);
    }

    /** The field's value; null if it is bad, or missing, which is said. */
    <T> @Nullable T required(String name, ValueReader<T> reader) {
        if (!has(name)) {
            input.problem("missing-field", "the field " + name + " is missing");
            return null;
        }
        return reader.read(at(name));
    }

    /** The field's value, or {@code otherwise} if it is not there; null if it is bad. */
    <T> @Nullable T optional(String name, ValueReader<T> reader, T otherwise) {
        return has(name) ? reader.read(at(name)) : otherwise;
    }

    /** The field's value if it is there; null if it is bad. */
    @SuppressWarnings("NullableOptional") // three answers: there, not there, bad
    <T> @Nullable Optional<T> maybe(String name, ValueReader<T> reader) {
        if (!has(name)) {
            return Optional.empty();
        }
        T value = reader.read(at(name));
        return value == null ? null : Optional.of(value);
    }

    private static String shown(String name) {
        return "\"" + Text.printable(name, 60) + "\"";
    }
}
