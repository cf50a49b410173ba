package io.jitaccess.okta;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Earlier states of something, for reads that lag behind. */
final class Past<T> {

    private final TreeMap<Instant, T> states = new TreeMap<>();

    /** @param state what is so from now on; never changed afterwards */
    void note(Instant now, T state) {
        Map.Entry<Instant, T> last = states.lastEntry();
        if (last == null || !last.getValue().equals(state)) {
            states.put(now, state);
        }
    }

    /** @param before what was so before anything was noted */
    T at(Instant then, T before) {
        Map.Entry<Instant, T> state = states.floorEntry(then);
        return state == null ? before : state.getValue();
    }
}
