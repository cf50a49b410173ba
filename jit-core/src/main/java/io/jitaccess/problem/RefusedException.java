package io.jitaccess.problem;

import java.util.List;
import java.util.stream.Collectors;

/** A refusal, for callers who asked for an exception with {@link Outcome#orElseThrow()}. */
public final class RefusedException extends JitException {

    private static final long serialVersionUID = 1L;
    private final Refusal refusal;
    private final transient List<Problem> problems;

    RefusedException(Refusal refusal, List<Problem> problems) {
        super(refusal + ": " + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.refusal = refusal;
        this.problems = List.copyOf(problems);
    }

    public Refusal refusal() {
        return refusal;
    }

    public List<Problem> problems() {
        return problems;
    }
}
