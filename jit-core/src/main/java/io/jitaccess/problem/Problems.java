package io.jitaccess.problem;

import java.util.ArrayList;
import java.util.List;

/** Collects every problem of one ask, so that the caller hears of all at once. Not thread-safe. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    public Problems add(String field, String code, String message) {
        found.add(new Problem(field, code, message));
        return this;
    }

    public Problems addAll(List<Problem> problems) {
        found.addAll(problems);
        return this;
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Problem> list() {
        return List.copyOf(found);
    }
}
