package io.jitaccess.problem;

/** Somebody else wrote first; the unit of work is rolled back and may be tried again from its start. */
public final class StaleVersionException extends JitException {

    private static final long serialVersionUID = 1L;

    public StaleVersionException(String what, long version) {
        super(what + " is no longer at version " + version);
    }
}
