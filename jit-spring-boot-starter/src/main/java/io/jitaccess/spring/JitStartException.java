package io.jitaccess.spring;

import java.util.List;

/** The library cannot be put together. */
final class JitStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final transient List<String> actions;

    JitStartException(String problem, List<String> actions, Throwable cause) {
        super(problem, cause);
        this.actions = List.copyOf(actions);
    }

    List<String> actions() {
        return actions;
    }
}
