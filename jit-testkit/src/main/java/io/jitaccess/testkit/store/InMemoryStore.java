package io.jitaccess.testkit.store;

import io.jitaccess.spi.store.Store;
import io.jitaccess.testkit.TestClock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A store in memory, for tests only: a process that forgets cannot revoke.
 *
 * <p>It keeps the contract of {@link Store} in the simplest way: units of work run one after the other, so a lock is
 * never waited for inside one, and nothing is ever skipped as locked. There is no host transaction to join. A unit of
 * work inside another one on the same thread is refused. Time is that of the given clock.
 */
public final class InMemoryStore implements Store {

    private final ReentrantLock oneAtATime = new ReentrantLock(true);
    private final MemoryTables tables = new MemoryTables();
    private final TestClock clock;

    public InMemoryStore(TestClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
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
        if (oneAtATime.isHeldByCurrentThread()) {
            throw new IllegalStateException("this thread is inside a unit of work, finish that one first");
        }
        MemoryUnit unit;
        T result;
        oneAtATime.lock();
        try {
            unit = new MemoryUnit(tables, clock.now());
            result = run(unit, work);
        } finally {
            oneAtATime.unlock();
        }
        List<Runnable> actions = unit.afterCommit();
        actions.forEach(InMemoryStore::runAndLog);
        return result;
    }

    private <T> T run(MemoryUnit unit, Work<T> work) {
        boolean done = false;
        try {
            T result = work.run(unit);
            done = true;
            return result;
        } finally {
            unit.close();
            tables.end(done);
        }
    }

    private static void runAndLog(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            System.getLogger(InMemoryStore.class.getName())
                    .log(System.Logger.Level.WARNING, "an action after commit failed", e);
        }
    }
}
