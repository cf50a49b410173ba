package io.jitaccess.testkit.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Runs things on several threads. */
final class AtOnce {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration A_MOMENT = Duration.ofMillis(150);

    private AtOnce() {}

    /** Runs the task on so many threads, started together, and returns what each of them returned. */
    static <T> List<T> run(int threads, Callable<T> task) {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<CompletableFuture<T>> all = IntStream.range(0, threads)
                .mapToObj(i -> start(() -> {
                    try {
                        start.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                        return task.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        List<T> results = new ArrayList<>();
        all.forEach(each -> results.add(result(each)));
        return results;
    }

    static <T> CompletableFuture<T> start(Supplier<T> task) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                future.complete(task.get());
            } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    /** Whether the task goes on for a moment at least: it has to wait for us. */
    static boolean isStillWaiting(CompletableFuture<?> future) {
        try {
            future.get(A_MOMENT.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T result(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
