package io.jitaccess.notify;

import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.StoreException;
import io.jitaccess.spi.store.UnitOfWork;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.store.InMemoryStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A store that a test can wait for, and that can be out of order. */
final class WatchedStore implements Store {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final AtomicInteger refused = new AtomicInteger();
    final AtomicBoolean sawAnInterrupt = new AtomicBoolean();
    private final InMemoryStore store;
    private int failures;

    WatchedStore(TestClock clock) {
        store = new InMemoryStore(clock);
    }

    /** The next units of work fail before they begin. */
    synchronized void failNext(int times) {
        failures = times;
    }

    @Override
    public <T> T joining(Work<T> work) {
        return separately(work);
    }

    @Override
    public <T> T leasing(Work<T> work) {
        return separately(work);
    }

    @Override
    public <T> T reading(Work<T> work) {
        return separately(work);
    }

    @Override
    public <T> T separately(Work<T> work) {
        if (Thread.currentThread().isInterrupted()) {
            sawAnInterrupt.set(true);
        }
        refuseIfAsked();
        try {
            return store.separately(work);
        } finally {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    private synchronized void refuseIfAsked() {
        if (failures > 0) {
            failures--;
            refused.incrementAndGet();
            notifyAll();
            throw new StoreException("out of order", new IllegalStateException("by the test"), false);
        }
    }

    /** Waits until the tables are so, looking after each unit of work. */
    synchronized void await(Predicate<UnitOfWork> state) throws InterruptedException {
        awaitThat(() -> store.separately(state::test));
    }

    synchronized void awaitRefusals(int times) throws InterruptedException {
        awaitThat(() -> refused.get() >= times);
    }

    private interface Condition {
        boolean holds();
    }

    private synchronized void awaitThat(Condition condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("not within " + PATIENCE);
            }
            wait(Math.max(1, left / 1_000_000));
        }
    }
}
