package io.jitaccess.problem;

/** The root of the library's faults. Expected outcomes are values, see {@link Outcome}. */
public abstract class JitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected JitException(String message) {
        super(message);
    }

    protected JitException(String message, Throwable cause) {
        super(message, cause);
    }
}
