package io.jitaccess.benchmarks;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Doing something often, by several threads at once, and waiting for what others do. */
final class Parallel {

    private Parallel() {}

    /** One time of it. */
    interface Work {
        void run(int number) throws Exception;
    }

    /** One thread's share: it gets its own, and is closed at the end. */
    interface Worker extends Work, AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    /** Has it done {@code times} times in all and returns how long that took, in seconds. */
    static double seconds(int threads, int times, Callable<Worker> workers) throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        long start = System.nanoTime();
        try {
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    try (Worker worker = workers.call()) {
                        for (int number = next.getAndIncrement(); number < times; number = next.getAndIncrement()) {
                            worker.run(number);
                        }
                    }
                    return true;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return Stopwatch.millisSince(start) / 1e3;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Waits until it holds, looking each {@code every}. */
    static void until(String what, Duration every, Duration atMost, Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + atMost.toNanos();
        while (!holds.call()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("not within " + atMost + ": " + what);
            }
            LockSupport.parkNanos(every.toNanos());
        }
    }
}
