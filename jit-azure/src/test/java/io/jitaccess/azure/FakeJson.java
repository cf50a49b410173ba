package io.jitaccess.azure;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.json.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** JSON of the fake, as plain maps and lists. */
final class FakeJson {

    private FakeJson() {}

    static Map<String, Object> object(String text) {
        if (text.isBlank()) {
            return Map.of();
        }
        try (JsonReader reader = JsonProviders.createReader(text)) {
            Map<String, Object> object = new TreeMap<>();
            if (reader.readUntyped() instanceof Map<?, ?> read) {
                read.forEach((name, value) -> object.put(String.valueOf(name), value == null ? "" : value));
            }
            return object;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Object tree) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = JsonProviders.createWriter(text)) {
            writer.writeUntyped(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
