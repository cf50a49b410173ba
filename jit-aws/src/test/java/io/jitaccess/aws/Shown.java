package io.jitaccess.aws;

import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * What reads of a service show, which may lag behind what it holds: IAM and Identity Center are eventually consistent (IAM
 * guide, troubleshooting). With a lag each read is as stale as it may be.
 */
final class Shown<T> {

    private record State<T>(Instant since, T is) {}

    private final TestClock clock;
    private final Supplier<T> copy;
    private final Deque<State<T>> states = new ArrayDeque<>();
    private Duration lag = Duration.ZERO;

    /** @param copy of what the service holds, not changed any more */
    Shown(TestClock clock, Supplier<T> copy) {
        this.clock = clock;
        this.copy = copy;
    }

    void lag(Duration behind) {
        notice();
        lag = behind;
    }

    /** To be called after every change. */
    void notice() {
        notice(clock.now());
    }

    /** The same for a change that happened then. */
    void notice(Instant since) {
        T is = copy.get();
        if (states.isEmpty() || !states.getLast().is().equals(is)) {
            states.add(new State<>(since, is));
        }
    }

    /** As it was before the lag. */
    T seen() {
        notice();
        Instant then = clock.now().minus(lag);
        T seen = states.getFirst().is();
        while (!states.isEmpty() && !states.getFirst().since().isAfter(then)) {
            seen = states.getFirst().is();
            if (states.size() == 1) {
                break;
            }
            State<T> older = states.removeFirst();
            if (states.getFirst().since().isAfter(then)) {
                states.addFirst(older);
                break;
            }
        }
        return seen;
    }
}
