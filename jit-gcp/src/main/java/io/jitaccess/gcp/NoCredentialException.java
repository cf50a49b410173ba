package io.jitaccess.gcp;

import java.io.IOException;

/** The library's own credential could not be had, so nothing was sent. Says no more, as the cause may tell too much. */
final class NoCredentialException extends IOException {

    private static final long serialVersionUID = 1L;

    NoCredentialException() {
        super("no credential for Google Cloud");
    }
}
