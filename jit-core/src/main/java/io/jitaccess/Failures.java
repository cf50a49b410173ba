package io.jitaccess;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.event.Level;

/**
 * How often each thing failed in a row. A failure that lasts is told when it begins, and then ever more rarely, so that a
 * log stays readable through an outage; and it is told when it is over.
 */
final class Failures {

    private final Map<String, Integer> inARow = new ConcurrentHashMap<>();

    /** Counts one more. */
    int failed(String name) {
        return inARow.merge(name, 1, Integer::sum);
    }

    /** Begins anew; returns how many there were. */
    int worked(String name) {
        Integer before = inARow.remove(name);
        return before == null ? 0 : before;
    }

    /** The first, the second, the fourth, the eighth. */
    static boolean isTold(int inARow) {
        return Integer.bitCount(inARow) == 1;
    }

    static Level level(int inARow) {
        return isTold(inARow) ? Level.WARN : Level.DEBUG;
    }
}
