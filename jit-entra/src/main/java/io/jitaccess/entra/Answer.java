package io.jitaccess.entra;

import com.microsoft.kiota.serialization.JsonParseNodeFactory;
import com.microsoft.kiota.serialization.Parsable;
import com.microsoft.kiota.serialization.ParsableFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Graph says to one request of a batch.
 *
 * @param body what it sent; empty where it sent nothing
 * @param failure why there is no answer that counts
 */
record Answer(String body, Optional<Failure> failure) {

    static Answer failed(Failure failure) {
        return new Answer("", Optional.of(failure));
    }

    boolean isGood() {
        return failure.isEmpty();
    }

    /** Of a good answer; fails as one that cannot be read if the body is not what it should be. */
    <T extends Parsable> T as(ParsableFactory<T> type) {
        try {
            return parse(body, type);
        } catch (RuntimeException e) {
            throw new FailedException(Failure.unreadable());
        }
    }

    static <T extends Parsable> T parse(String json, ParsableFactory<T> type) {
        @Nullable
        T value = new JsonParseNodeFactory()
                .getParseNode("application/json", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
                .getObjectValue(type);
        if (value == null) {
            throw new IllegalStateException("no object");
        }
        return value;
    }
}
