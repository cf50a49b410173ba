package io.jitaccess.spi.store;

import io.jitaccess.problem.JitException;

/** The store failed: no answer, a broken connection, a deadlock, or a commit whose outcome is unknown. */
public final class StoreException extends JitException {

    private static final long serialVersionUID = 1L;
    private final boolean outcomeUnknown;

    public StoreException(String message, Throwable cause, boolean outcomeUnknown) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    /** Whether the transaction may have been committed all the same. */
    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }
}
