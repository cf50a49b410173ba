package io.jitaccess.spring.rest;

import io.jitaccess.Requests.Extension;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to lengthen a grant.
 *
 * @param duration by how much
 */
record ExtensionJson(
        Duration duration,
        @Nullable String reason,
        @Nullable String ticket) implements JsonBody {

    Extension read(@Nullable String idempotencyKey) {
        return new Extension(
                duration,
                Optional.ofNullable(reason).orElse(""),
                Optional.ofNullable(ticket),
                Optional.ofNullable(idempotencyKey));
    }
}
