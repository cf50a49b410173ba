package io.jitaccess.directory;

import static java.util.stream.Collectors.joining;

import io.jitaccess.problem.JitException;
import io.jitaccess.problem.Problem;
import java.util.List;

/** A directory file that cannot be used, with everything that is wrong with it. */
public final class DirectoryFileException extends JitException {

    private static final long serialVersionUID = 1L;
    private final transient List<Problem> problems;

    DirectoryFileException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** At most 100; {@code field} names file, line and column. */
    public List<Problem> problems() {
        return problems;
    }
}
