package io.jitaccess.examples.portal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what another thread does a moment later. */
final class Eventually {

    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final Executor LATER = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private Eventually() {}

    /** The first answer that fits; fails after 40 seconds with the last one. */
    static <T> T answer(String what, Supplier<T> look, Predicate<T> fits) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            T seen = look.get();
            if (fits.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still not: " + what + "; last seen: " + seen);
            }
            CompletableFuture.runAsync(() -> {}, LATER).join();
        }
    }
}
