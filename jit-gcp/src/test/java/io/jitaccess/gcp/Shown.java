package io.jitaccess.gcp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What reads show, which may lag behind what is held: a changed policy takes minutes to be the same everywhere
 * (cloud.google.com/iam/docs/access-change-propagation). With a lag each read is as stale as it may be.
 */
final class Shown<T> {

    private record State<T>(Instant since, T is) {}

    private final Clock clock;
    private final Supplier<T> copy;
    private final List<State<T>> states = new ArrayList<>();
    private Duration lag = Duration.ZERO;

    /** @param copy of what is held, not changed any more */
    Shown(Clock clock, Supplier<T> copy) {
        this.clock = clock;
        this.copy = copy;
    }

    void lag(Duration behind) {
        notice();
        lag = behind;
    }

    /** To be called after every change. */
    void notice() {
        T is = copy.get();
        if (lag.isZero()) {
            states.clear();
        }
        if (states.isEmpty() || !states.get(states.size() - 1).is().equals(is)) {
            states.add(new State<>(clock.instant(), is));
        }
    }

    /** As it was before the lag. */
    T seen() {
        notice();
        Instant then = clock.instant().minus(lag);
        T seen = states.get(0).is();
        for (State<T> state : states) {
            seen = state.since().isAfter(then) ? seen : state.is();
        }
        return seen;
    }
}
