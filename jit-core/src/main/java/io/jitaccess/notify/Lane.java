package io.jitaccess.notify;

import static java.util.stream.Collectors.joining;

import io.jitaccess.internal.Backoff;
import io.jitaccess.internal.Text;
import io.jitaccess.spi.Channel;
import io.jitaccess.spi.Channel.Delivery;
import io.jitaccess.spi.store.OutboxStore.Entry;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel's work: take a few entries, deliver them outside any transaction, write down what came of it, in a loop
 * that only a stop or a failing virtual machine ends.
 */
final class Lane implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private static final int LARGEST_BATCH = 50;

    /** What fails as a whole, channel or store, is asked at least this often, so that it is back soon after it is well. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final Duration LONGEST_WISH = Duration.ofDays(1);

    private final String name;
    private final Channel channel;
    private final Store store;
    private final Courier.Pace pace;
    private final Backoff backoff;
    private final CountDownLatch stop;
    private final Semaphore woken = new Semaphore(0);
    private int limit = 4;
    private int fruitlessBatches;
    private int storeFailures;

    Lane(String name, Channel channel, Store store, Courier.Pace pace, Backoff backoff, CountDownLatch stop) {
        this.name = name;
        this.channel = channel;
        this.store = store;
        this.pace = pace;
        this.backoff = backoff;
        this.stop = stop;
    }

    /** One entry and what came of it; no delivery when it was not tried. */
    private record Tried(Entry entry, @Nullable Delivery delivery) {

        boolean delivered() {
            return delivery instanceof Delivery.Delivered;
        }

        Stream<String> error() {
            return delivery instanceof Delivery.Failed failed ? Stream.of(failed.message()) : Stream.empty();
        }
    }

    void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    @Override
    public void run() {
        while (!isStopping()) {
            try {
                List<Entry> batch = take();
                if (batch.isEmpty()) {
                    woken.tryAcquire(pace.poll().toNanos(), TimeUnit.NANOSECONDS);
                    woken.drainPermits();
                } else {
                    work(batch);
                }
            } catch (InterruptedException e) {
                LOG.debug("channel {} was interrupted", name);
            }
        }
    }

    private List<Entry> take() throws InterruptedException {
        try {
            List<Entry> batch = store.separately(unit -> unit.outbox().lease(name, limit, pace.lease()));
            storeAnswered();
            return batch;
        } catch (Throwable e) {
            storeFailed(e);
            return List.of();
        }
    }

    private void work(List<Entry> batch) throws InterruptedException {
        long began = System.nanoTime();
        long budget = pace.lease().toNanos() / 2;
        List<Tried> results = new ArrayList<>();
        int tried = 0;
        for (Entry entry : batch) {
            boolean goOn = tried == 0 || (!isStopping() && System.nanoTime() - began < budget);
            results.add(new Tried(entry, goOn ? deliver(entry) : null));
            tried += goOn ? 1 : 0;
        }
        long each = Math.max(1, (System.nanoTime() - began) / tried);
        limit = (int) Math.max(1, Math.min(Math.min(limit * 2L, LARGEST_BATCH), budget / each));
        settle(results);
        judge(results);
    }

    private Delivery deliver(Entry entry) {
        try {
            @Nullable Delivery delivery = channel.deliver(entry.notification());
            return delivery == null ? Delivery.failed("the channel gave no answer") : delivery;
        } catch (Throwable e) {
            rethrowIfFatal(e);
            // the message is the channel's and may hold what nobody must read
            return Delivery.failed(e.getClass().getName());
        } finally {
            // a channel's left-over interrupt must not hit the store
            Thread.interrupted();
        }
    }

    /** Tries until the store has it: a delivery that is not written down is made again. */
    private void settle(List<Tried> results) throws InterruptedException {
        boolean last;
        do {
            last = isStopping();
            try {
                store.separately(unit -> write(unit, results));
                storeAnswered();
                return;
            } catch (Throwable e) {
                storeFailed(e);
            }
        } while (!last);
    }

    private int write(UnitOfWork unit, List<Tried> results) {
        Instant now = unit.now();
        List<UUID> delivered = results.stream()
                .filter(Tried::delivered)
                .map(tried -> tried.entry().id())
                .toList();
        if (!delivered.isEmpty()) {
            unit.outbox().delivered(delivered);
        }
        List<UUID> untried = results.stream()
                .filter(tried -> tried.delivery() == null)
                .map(tried -> tried.entry().id())
                .toList();
        if (!untried.isEmpty()) {
            unit.outbox().release(untried);
        }
        for (Tried tried : results) {
            if (tried.delivery() instanceof Delivery.Failed failed) {
                Duration pause = backoff.after(tried.entry().attempts() + 1);
                Instant next = now.plus(longer(pause, failed.retryAfter()));
                unit.outbox().failed(tried.entry().id(), failed.message(), next);
            }
        }
        return results.size();
    }

    private static Duration longer(Duration pause, Optional<Duration> wish) {
        Duration wished = wish.orElse(Duration.ZERO);
        Duration bounded = wished.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wished;
        return bounded.compareTo(pause) > 0 ? bounded : pause;
    }

    /** A batch of which nothing got through makes the channel pause: a dead one must not cost a write per entry and try. */
    private void judge(List<Tried> results) throws InterruptedException {
        if (results.stream().anyMatch(Tried::delivered)) {
            if (fruitlessBatches > 0) {
                LOG.info("channel {} delivers again", name);
            }
            fruitlessBatches = 0;
            return;
        }
        if (fruitlessBatches == 0) {
            String errors = results.stream().flatMap(Tried::error).distinct().collect(joining("; "));
            LOG.warn("channel {} does not deliver, its notifications wait: {}", name, Text.printable(errors, 1000));
        }
        fruitlessBatches++;
        pause(fruitlessBatches);
    }

    private void storeFailed(Throwable e) throws InterruptedException {
        rethrowIfFatal(e);
        if (storeFailures == 0) {
            LOG.warn("the store fails, notifications of channel {} wait", name, e);
        }
        storeFailures++;
        pause(storeFailures);
    }

    private void storeAnswered() {
        if (storeFailures > 0) {
            LOG.info("the store answers channel {} again", name);
        }
        storeFailures = 0;
    }

    private void pause(int failures) throws InterruptedException {
        long pause = Math.min(backoff.after(failures).toNanos(), LONGEST_PAUSE.toNanos());
        boolean stopped = stop.await(pause, TimeUnit.NANOSECONDS);
        LOG.trace("channel {} goes on, stopping: {}", name, stopped);
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }

    private static void rethrowIfFatal(Throwable e) {
        if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
            throw fatal;
        }
    }
}
