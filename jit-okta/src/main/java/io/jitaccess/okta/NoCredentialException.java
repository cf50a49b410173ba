package io.jitaccess.okta;

import com.okta.sdk.resource.client.ApiException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** No request was sent, because the library's own credential could not be had. The cause may quote it: it is left out. */
final class NoCredentialException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable ApiException answer;

    NoCredentialException(String message, @Nullable ApiException answer) {
        super(message);
        this.answer = answer;
    }

    /** What Okta answered when it was asked for a token. */
    Optional<ApiException> answer() {
        return Optional.ofNullable(answer);
    }
}
