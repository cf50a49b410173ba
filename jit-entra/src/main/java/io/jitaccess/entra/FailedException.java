package io.jitaccess.entra;

/** Carries a failure out of a reading. */
final class FailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    FailedException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
