package io.jitaccess.entra;

/** No request was sent, as there is no token to send with it. Says nothing of why: that may hold a secret. */
final class NoTokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoTokenException(String message) {
        super(message);
    }
}
