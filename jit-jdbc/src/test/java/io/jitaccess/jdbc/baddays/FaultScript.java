package io.jitaccess.jdbc.baddays;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What goes wrong at which call: the same for the same seed, node and number of the call. Thread-safe. */
final class FaultScript {

    /** What goes wrong when something is changed. */
    enum Change {
        NONE,
        REFUSED_BEFORE,
        BROKEN_BEFORE,
        BROKEN_AFTER,
        /** No answer, and the effect may come after it was given up. */
        TIME_OUT,
        /** Accepted, and done later. */
        LATE,
        THROTTLED,
        /** "Done", and nothing was. */
        LIE,
        SLOW,
        /** Of a batch some are done. */
        PARTIAL
    }

    /** What goes wrong when something is read. */
    enum Read {
        NONE,
        UNCLEAR,
        BROKEN,
        /** As it was within the read lag. */
        STALE,
        SLOW
    }

    /** One call's fate. */
    record Fate<F>(F fault, Duration delay) {}

    private static final Change[] CHANGES = Change.values();
    private static final Read[] READS = Read.values();

    private final long seed;
    private final int percent;
    private final int slowPercent;
    private final AtomicLong calls = new AtomicLong();
    private final Consumer<String> told;

    /**
     * @param slowPercent how many of the changes that nothing else happens to are slow
     * @param told of each fault, beginning with {@code FAULT}
     */
    FaultScript(long seed, String node, int percent, int slowPercent, Consumer<String> told) {
        this.seed = seed * 31 + node.hashCode();
        this.percent = percent;
        this.slowPercent = slowPercent;
        this.told = told;
    }

    /** @param items how many are changed by the call */
    Fate<Change> change(int items) {
        SplittableRandom random = next();
        Duration delay = Duration.ofMillis(random.nextInt(100, 800));
        if (random.nextInt(100) < percent) {
            // real batches are rare
            boolean partial = items > 1 && random.nextBoolean();
            Change fault = partial ? Change.PARTIAL : CHANGES[random.nextInt(1, Change.PARTIAL.ordinal())];
            return new Fate<>(told("change", fault), delay);
        }
        return new Fate<>(random.nextInt(100) < slowPercent ? Change.SLOW : Change.NONE, delay);
    }

    Fate<Read> read() {
        SplittableRandom random = next();
        Duration delay = Duration.ofMillis(random.nextInt(50, 300));
        boolean fails = random.nextInt(100) < percent;
        return new Fate<>(fails ? told("read", READS[random.nextInt(1, READS.length)]) : Read.NONE, delay);
    }

    private <F extends Enum<F>> F told(String call, F fault) {
        told.accept("FAULT " + call + " " + fault);
        return fault;
    }

    private SplittableRandom next() {
        return new SplittableRandom(seed ^ (calls.incrementAndGet() * 0x9E3779B97F4A7C15L));
    }
}
