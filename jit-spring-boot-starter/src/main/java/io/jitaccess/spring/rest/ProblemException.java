package io.jitaccess.spring.rest;

import io.jitaccess.problem.Problem;
import java.util.List;

/** Ends a call with a problem of this API. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final ProblemType type;
    private final transient List<Problem> problems;

    ProblemException(ProblemType type, List<Problem> problems) {
        super(type + ": " + problems, null, false, false);
        this.type = type;
        this.problems = List.copyOf(problems);
    }

    ProblemException(ProblemType type, String field, String code, String message) {
        this(type, List.of(new Problem(field, code, message)));
    }

    ProblemType type() {
        return type;
    }

    List<Problem> problems() {
        return problems;
    }
}
