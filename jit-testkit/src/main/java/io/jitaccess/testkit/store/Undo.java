package io.jitaccess.testkit.store;

import java.util.ArrayDeque;
import java.util.Deque;

/** How to take back what the running unit of work wrote. */
final class Undo {

    private final Deque<Runnable> steps = new ArrayDeque<>();

    void add(Runnable step) {
        steps.push(step);
    }

    void rollBack() {
        steps.forEach(Runnable::run);
        steps.clear();
    }

    void forget() {
        steps.clear();
    }
}
