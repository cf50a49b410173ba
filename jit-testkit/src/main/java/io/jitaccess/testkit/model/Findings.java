package io.jitaccess.testkit.model;

import java.util.LinkedHashSet;
import java.util.Set;

/** What was found broken, each thing once. */
final class Findings {

    private static final int MOST = 20;

    private final Set<String> broken = new LinkedHashSet<>();
    private int more;

    void add(String what) {
        if (broken.size() < MOST) {
            broken.add(what);
        } else {
            more++;
        }
    }

    void throwIfAny() {
        if (!broken.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), broken)
                    + (more == 0 ? "" : System.lineSeparator() + "and " + more + " more"));
        }
    }
}
