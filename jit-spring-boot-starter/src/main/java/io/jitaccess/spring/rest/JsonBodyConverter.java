package io.jitaccess.spring.rest;

import io.jitaccess.spring.rest.RevisionJson.DocumentJson;
import java.io.IOException;
import java.util.function.ToLongFunction;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

/** Reads and writes the bodies of this API, and no others. */
final class JsonBodyConverter extends AbstractHttpMessageConverter<JsonBody> {

    private final ToLongFunction<Class<?>> largest;

    /** @param largest the largest body in bytes, by its type */
    JsonBodyConverter(ToLongFunction<Class<?>> largest) {
        super(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON);
        this.largest = largest;
    }

    @Override
    protected boolean supports(Class<?> type) {
        return JsonBody.class.isAssignableFrom(type);
    }

    @Override
    protected JsonBody readInternal(Class<? extends JsonBody> type, HttpInputMessage input) throws IOException {
        String text = ApiJson.text(input.getBody(), largest.applyAsLong(type));
        JsonBody body = Binder.bind(ApiJson.read(text), type);
        // a catalogue is judged by its own reader, which names lines and columns of what was sent
        return body instanceof DocumentJson ? new DocumentJson(ApiJson.only("document", text)) : body;
    }

    @Override
    protected void writeInternal(JsonBody body, HttpOutputMessage output) throws IOException {
        output.getBody().write(ApiJson.write(body));
    }
}
