package io.jitaccess;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon thread that turns something again and again, rests in between until woken, and survives whatever it throws. */
final class Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /** One turn of something. */
    interface Turn {
        /**
         * @param stopping whether nothing new may be begun
         * @return how long it may rest
         */
        Duration turn(boolean stopping);
    }

    private final String name;
    private final Thread thread;
    private final Turn turn;
    private final BooleanSupplier done;
    private final Object lock = new Object();
    private boolean woken;
    private boolean stopping;
    private long graceEndsNanos;

    /** @param done whether nothing is left to finish; asked on the loop's thread, once it is stopping */
    Loop(String name, Turn turn, BooleanSupplier done) {
        this.name = name;
        this.turn = turn;
        this.done = done;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void wake() {
        synchronized (lock) {
            woken = true;
            lock.notifyAll();
        }
    }

    /** Begins the stop: the loop goes on until it is done, or until then. */
    void stop(long endNanos) {
        synchronized (lock) {
            stopping = true;
            graceEndsNanos = endNanos;
            woken = true;
            lock.notifyAll();
        }
    }

    /** Waits for the end of a loop that is stopping. */
    void join() {
        try {
            thread.join(Math.max(1, (graceEndsNanos - System.nanoTime()) / 1_000_000 + 100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStopping() {
        synchronized (lock) {
            return stopping;
        }
    }

    private void run() {
        int failures = 0;
        while (true) {
            boolean last = isStopping();
            Duration rest;
            try {
                rest = turn.turn(last);
                if (failures > 0) {
                    LOG.info("{} goes on after {} failures", name, failures);
                }
                failures = 0;
            } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
                failures++;
                if (Failures.isTold(failures)) {
                    LOG.error("{} failed, {} times in a row; it goes on", name, failures, e);
                }
                rest = Duration.ofMillis(Math.min(5_000, 50L << Math.min(failures, 10)));
            }
            if (last && (done.getAsBoolean() || System.nanoTime() - graceEndsNanos >= 0)) {
                return;
            }
            rest(last ? shorter(rest, Duration.ofMillis(20)) : rest);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void rest(Duration time) {
        synchronized (lock) {
            long end = System.nanoTime() + time.toNanos();
            while (!woken) {
                long millis = (end - System.nanoTime() + 999_999) / 1_000_000;
                if (millis <= 0) {
                    break;
                }
                try {
                    lock.wait(millis);
                } catch (InterruptedException e) {
                    // only stop() ends a loop; an interrupt that was meant for a call may arrive late
                    break;
                }
            }
            woken = false;
        }
    }
}
