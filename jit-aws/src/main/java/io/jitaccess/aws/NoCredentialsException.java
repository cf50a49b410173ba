package io.jitaccess.aws;

/** The library's own credentials were not to be had, so nothing was sent. */
final class NoCredentialsException extends NotSentException {

    private static final long serialVersionUID = 1L;

    NoCredentialsException() {
        super("the library has no AWS credentials: the chain of providers found none that works");
    }
}
