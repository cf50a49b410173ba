package io.jitaccess.aws;

import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that change something at once. Whoever follows an operation is held until nobody else goes on by himself: all
 * others wait for a place, or are done. So as many operations are under way as there can be.
 */
final class Crowd implements Waiter {

    private static final Duration SHORTEST_OF_FOLLOWING = Duration.ofSeconds(1);

    private final TestClock clock;
    private final int size;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile int mostHeld;

    Crowd(TestClock clock, int size) {
        this.clock = clock;
        this.size = size;
    }

    @Override
    public boolean pause(Duration pause) {
        if (pause.compareTo(SHORTEST_OF_FOLLOWING) >= 0 && gate.getCount() > 0) {
            held.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        clock.advance(pause);
        return true;
    }

    /** How many followed an operation at once. */
    int mostHeld() {
        return mostHeld;
    }

    <T> List<Future<T>> run(List<Callable<T>> work) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, "crowd");
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
        });
        try {
            List<Future<T>> made = work.stream()
                    .map(each -> pool.submit(() -> {
                        try {
                            return each.call();
                        } finally {
                            done.incrementAndGet();
                        }
                    }))
                    .toList();
            while (held.get() + done.get() + waiting() < size) {
                Thread.onSpinWait();
            }
            mostHeld = held.get();
            gate.countDown();
            pool.shutdown();
            return made;
        } finally {
            gate.countDown();
        }
    }

    private int waiting() {
        return (int) threads.stream()
                .filter(thread -> Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(Places.class.getName())
                                && frame.getMethodName().equals("await")))
                .count();
    }
}
