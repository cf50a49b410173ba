package io.jitaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallQueueTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger cancelled = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private CallQueue queue(Executor executor) {
        return new CallQueue(executor, 1, new TokenBucket(1_000_000));
    }

    private CallQueue.Call call(Runnable work) {
        return new CallQueue.Call(false, TIMEOUT) {
            @Override
            void make() {
                work.run();
            }

            @Override
            void abandon() {
                throw new AssertionError("abandoned");
            }

            @Override
            void cancel() {
                cancelled.incrementAndGet();
            }
        };
    }

    @Test
    void a_call_that_is_over_gives_its_place_to_the_next_without_the_lane() throws Exception {
        CountDownLatch made = new CountDownLatch(100);
        CallQueue queue = queue(threads);
        for (int i = 0; i < 100; i++) {
            queue.add(call(made::countDown));
        }
        queue.turn();
        assertThat(made.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void one_turn_by_hand_makes_any_number_of_calls() {
        AtomicInteger made = new AtomicInteger();
        CallQueue queue = queue(Runnable::run);
        for (int i = 0; i < 50_000; i++) {
            queue.add(call(made::incrementAndGet));
        }
        queue.turn();
        assertThat(made).hasValue(50_000);
        assertThat(queue.isIdle()).isTrue();
    }

    @Test
    void while_the_lane_stops_no_call_starts_another() throws Exception {
        AtomicInteger made = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CallQueue queue = queue(threads);
        queue.add(call(() -> {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        queue.add(call(made::incrementAndGet));
        queue.turn();
        begun.await();
        queue.stopping(true);
        assertThat(cancelled).hasValue(1);
        queue.add(call(made::incrementAndGet));
        go.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(made).hasValue(0);
    }
}
