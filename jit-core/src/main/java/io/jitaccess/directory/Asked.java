package io.jitaccess.directory;

import io.jitaccess.spi.Lookup;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A question that was sent, and its answer once it is there; shared by all who ask the same meanwhile. */
final class Asked<T> {

    private final Question<T> question;
    private final long sinceNanos;
    private final Instant since;
    private final Duration timeout;
    private final CompletableFuture<Lookup<T>> answer = new CompletableFuture<>();
    private volatile @Nullable Future<?> task;

    Asked(Question<T> question, Instant since, Duration timeout) {
        this.question = question;
        this.sinceNanos = System.nanoTime();
        this.since = since;
        this.timeout = timeout;
    }

    /** Whether the answer, there or to come, may serve somebody who asks now. */
    boolean serves(Duration oldest, Instant now) {
        if (oldest.isZero()) {
            return false;
        }
        long elapsed = System.nanoTime() - sinceNanos;
        Duration byClock = Duration.between(since, now);
        return elapsed <= oldest.toNanos() && !byClock.isNegative() && byClock.compareTo(oldest) <= 0;
    }

    Question<T> question() {
        return question;
    }

    boolean isKnown() {
        return answer.getNow(Lookup.unknown("not yet there")) instanceof Lookup.Known;
    }

    void workedOnBy(Future<?> worker) {
        task = worker;
    }

    void answer(Lookup<T> lookup) {
        answer.complete(lookup);
    }

    /** The answer, or unknown when it does not come in time. */
    Lookup<T> await() {
        try {
            long left = timeout.toNanos() - (System.nanoTime() - sinceNanos);
            return answer.get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Lookup.unknown("interrupted while asking the directory");
        } catch (TimeoutException e) {
            answer.complete(Lookup.unknown("the directory gave no answer within " + timeout));
            Future<?> worker = task;
            if (worker != null) {
                worker.cancel(true);
            }
            return answer.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is never an exception", e);
        }
    }

    /** What it takes of the cache: 1, and what it holds once it is there. */
    int weight() {
        Lookup<T> lookup = answer.getNow(Lookup.unknown("not yet there"));
        return 1 + lookup.<Integer>fold(question::size, message -> 0);
    }
}
