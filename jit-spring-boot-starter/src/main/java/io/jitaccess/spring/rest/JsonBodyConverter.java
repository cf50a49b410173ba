package io.jitaccess.spring.rest;

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
        return Binder.bind(ApiJson.read(ApiJson.text(input.getBody(), largest.applyAsLong(type))), type);
    }

    @Override
    protected void writeInternal(JsonBody body, HttpOutputMessage output) throws IOException {
        output.getBody().write(ApiJson.write(body));
    }
}
