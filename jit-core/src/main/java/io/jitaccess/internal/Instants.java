package io.jitaccess.internal;

import java.time.Instant;

/** Checks of instants that come from callers. */
public final class Instants {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Instants() {}

    /** Whether every database and every format can hold it: it is of the years 1 to 9999. */
    public static boolean isStorable(Instant instant) {
        return !instant.isBefore(EARLIEST) && instant.isBefore(END);
    }
}
