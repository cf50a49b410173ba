package io.jitaccess.problem;

/** A step that the life cycle does not have: always a bug, in the library or in a store. */
public final class IllegalTransitionException extends JitException {

    private static final long serialVersionUID = 1L;

    public IllegalTransitionException(String what, Enum<?> from, Enum<?> to) {
        super(what + " cannot go from " + from + " to " + to);
    }
}
