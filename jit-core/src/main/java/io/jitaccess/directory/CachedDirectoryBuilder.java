package io.jitaccess.directory;

import io.jitaccess.spi.Directory;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Puts a {@link CachedDirectory} together. Not thread-safe. */
public final class CachedDirectoryBuilder {

    final Directory source;
    Duration age = Duration.ofMinutes(1);
    Duration decisionAge = Duration.ofSeconds(30);
    Duration timeout = Duration.ofSeconds(5);
    int size = 100_000;
    int threads = 8;
    InstantSource clock = Clock.systemUTC();

    CachedDirectoryBuilder(Directory source) {
        this.source = source;
    }

    /** How old an answer may be, zero to 1 day; by default a minute. Zero asks each time. */
    public CachedDirectoryBuilder age(Duration oldest) {
        this.age = oldest;
        return this;
    }

    /**
     * How old an answer may be for rights and decisions, zero to 15 minutes; by default 30 seconds, and never more than
     * {@link #age}. Zero asks each time.
     */
    public CachedDirectoryBuilder decisionAge(Duration oldest) {
        this.decisionAge = oldest;
        return this;
    }

    /** How long to wait for an answer before it is unknown, 1 ms to 1 minute; by default 5 seconds. */
    public CachedDirectoryBuilder timeout(Duration longest) {
        this.timeout = longest;
        return this;
    }

    /**
     * How much is remembered: an answer counts 1, and 1 more for each group, attribute or member in it; 1 to 100,000,000,
     * by default 100,000.
     */
    public CachedDirectoryBuilder size(int most) {
        this.size = most;
        return this;
    }

    /** How many questions the other directory is asked at once, 1 to 256; by default 8. A thousand more may wait. */
    public CachedDirectoryBuilder threads(int most) {
        this.threads = most;
        return this;
    }

    /** The machine's clock; by default the system's. */
    public CachedDirectoryBuilder clock(InstantSource source) {
        this.clock = source;
        return this;
    }

    /** @throws IllegalArgumentException naming everything that is out of range */
    public CachedDirectory build() {
        List<String> problems = new ArrayList<>();
        within(age, Duration.ZERO, Duration.ofDays(1), "age", problems);
        within(decisionAge, Duration.ZERO, Duration.ofMinutes(15), "decisionAge", problems);
        within(timeout, Duration.ofMillis(1), Duration.ofMinutes(1), "timeout", problems);
        within(size, 1, 100_000_000, "size", problems);
        within(threads, 1, 256, "threads", problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new CachedDirectory(this);
    }

    private static <T extends Comparable<T>> void within(T value, T least, T most, String what, List<String> problems) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(what + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
