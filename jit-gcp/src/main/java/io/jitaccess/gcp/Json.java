package io.jitaccess.gcp;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.JsonFactory;
import com.google.api.client.json.gson.GsonFactory;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The same document as text, as a tree and as one of the many types that Google's clients have for it. */
final class Json {

    static final JsonFactory FACTORY = GsonFactory.getDefaultInstance();

    private Json() {}

    static String text(Object document) {
        try {
            return FACTORY.toString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T as(Class<T> type, Object document) {
        try {
            return FACTORY.fromString(text(document), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GenericJson tree(Object document) {
        return as(GenericJson.class, document);
    }
}
