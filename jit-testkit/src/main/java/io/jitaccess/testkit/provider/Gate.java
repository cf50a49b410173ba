package io.jitaccess.testkit.provider;

import io.jitaccess.spi.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds calls until a test opens it. A held call whose thread is interrupted leaves with an exception, but what it sent
 * stays on its way: {@link Fault.Landing#AT_OPENING} still lands when the gate opens. Once open, it holds nothing.
 */
public final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Runnable> onTheirWay = new ArrayList<>();
    private int arrived;
    private int waiting;
    private boolean open;

    /** Lands what is on its way, in the order of arrival, on this thread, and lets every held call go. */
    public void open() {
        lock.lock();
        try {
            open = true;
            onTheirWay.forEach(Runnable::run);
            onTheirWay.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many calls are held now. */
    public int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until so many calls have arrived, interrupted ones included.
     *
     * @return false if they did not within that time
     * @throws InterruptedException if the test's thread is interrupted
     */
    public boolean awaitArrivals(int calls, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (arrived < calls) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    void hold(Runnable landing) {
        lock.lock();
        try {
            arrived++;
            changed.signalAll();
            if (open) {
                landing.run();
                return;
            }
            onTheirWay.add(landing);
            waiting++;
            try {
                while (!open) {
                    changed.await();
                }
            } finally {
                waiting--;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException("interrupted while waiting for the answer", e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for real, at most ten seconds. */
    static void pause(Duration real) {
        ReentrantLock alone = new ReentrantLock();
        Condition never = alone.newCondition();
        alone.lock();
        try {
            long left = Math.min(real.toNanos(), TimeUnit.SECONDS.toNanos(10));
            while (left > 0) {
                left = never.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException("interrupted while waiting for the answer", e);
        } finally {
            alone.unlock();
        }
    }
}
