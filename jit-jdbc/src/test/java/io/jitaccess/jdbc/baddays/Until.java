package io.jitaccess.jdbc.baddays;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions, each with a deadline. */
public final class Until {

    private Until() {}

    /**
     * Returns when the condition holds.
     *
     * @throws AssertionError naming what was awaited, and what {@code state} says then, when it does not hold in time
     */
    public static void holds(String what, Duration within, BooleanSupplier condition, Supplier<String> state) {
        long end = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + within + ": " + what + "\n" + state.get());
            }
            rest(Duration.ofMillis(20));
        }
    }

    /** Lets that much time pass, or less when the thread is interrupted: the load and the faults keep their pace by it. */
    public static void rest(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
