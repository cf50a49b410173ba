package io.jitaccess.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does a moment later. */
public final class Eventually {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Executor LATER = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

    private Eventually() {}

    /** Returns when it holds; fails after 20 seconds. */
    public static void holds(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still not: " + what);
            }
            CompletableFuture.runAsync(() -> {}, LATER).join();
        }
    }
}
