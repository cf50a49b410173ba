package io.jitaccess.notify;

import io.jitaccess.internal.Backoff;
import io.jitaccess.internal.Text;
import io.jitaccess.spi.Channel;
import io.jitaccess.spi.store.Store;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/**
 * Brings notifications from the store's outbox to their channels: at least once, in no promised order, for as long as it
 * takes. Each channel has a daemon thread of its own, so that a sick one delays no other. Any number of nodes may work on
 * one outbox; leases keep them apart. Thread-safe.
 */
public final class Courier {

    private final Store store;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private List<Thread> threads = List.of();

    /**
     * How fast it goes.
     *
     * @param poll how often an idle channel looks for notifications that nobody woke it for; 1 ms to 1 minute
     * @param lease how long a node may work on what it took before others take it over; 1 second to 1 hour. A channel
     *     whose delivery takes longer than half of it may be called twice for one notification at the same time
     * @param firstRetry the pause after the first failed delivery, doubled each time, with jitter; 1 ms to 1 hour
     * @param longestRetry the longest pause between two tries, {@code firstRetry} to 1 day; they never stop
     */
    public record Pace(Duration poll, Duration lease, Duration firstRetry, Duration longestRetry) {
        public Pace {
            within(poll, Duration.ofMillis(1), Duration.ofMinutes(1), "poll");
            within(lease, Duration.ofSeconds(1), Duration.ofHours(1), "lease");
            within(firstRetry, Duration.ofMillis(1), Duration.ofHours(1), "firstRetry");
            within(longestRetry, firstRetry, Duration.ofDays(1), "longestRetry");
        }

        private static void within(Duration value, Duration least, Duration most, String what) {
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(what + " must be " + least + " to " + most + ", not " + value);
            }
        }
    }

    /**
     * Nothing runs before {@link #start()}.
     *
     * @throws IllegalArgumentException naming every channel without a proper name of its own
     */
    public Courier(Store store, List<Channel> channels, Pace pace) {
        this.store = store;
        Backoff backoff = new Backoff(pace.firstRetry(), pace.longestRetry(), new Random());
        Set<String> problems = new TreeSet<>();
        for (Channel channel : channels) {
            try {
                String name = Text.line(channel.name(), "channel name", 64);
                if (lanes.put(name, new Lane(name, channel, store, pace, backoff, stop)) != null) {
                    problems.add("two channels are called " + name);
                }
            } catch (IllegalArgumentException e) {
                problems.add(channel.getClass().getName() + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /**
     * Starts delivering.
     *
     * @throws IllegalStateException if it was started or closed before
     */
    public synchronized void start() {
        if (stop.getCount() == 0 || !threads.isEmpty()) {
            throw new IllegalStateException("a courier starts once, and not after it was closed");
        }
        threads = lanes.entrySet().stream()
                .map(lane -> new Thread(lane.getValue(), "jit-courier-" + lane.getKey()))
                .peek(thread -> thread.setDaemon(true))
                .toList();
        threads.forEach(Thread::start);
    }

    /** Makes every channel look into the outbox now: to be called after a commit that enqueued. Returns at once. */
    public void wake() {
        lanes.values().forEach(Lane::wake);
    }

    /**
     * How many notifications wait in the store for each channel, whichever node enqueued them; counted up to {@code
     * atMost}.
     *
     * @throws io.jitaccess.spi.store.StoreException if the store does not answer
     */
    public Map<String, Long> waiting(long atMost) {
        return store.separately(unit -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            lanes.keySet().forEach(name -> counts.put(name, unit.outbox().waiting(name, atMost)));
            return Map.copyOf(counts);
        });
    }

    /**
     * Stops: deliveries that run may finish within the grace, what was taken and not tried is handed back, and then
     * deliveries that still run are interrupted. What is cut off is delivered again when its lease has run out. Repeatable.
     */
    public synchronized void close(Duration grace) {
        stop.countDown();
        wake();
        long end = System.nanoTime() + grace.toNanos();
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                long left = end - System.nanoTime();
                if (left > 0 && !interrupted) {
                    thread.join(Math.max(1, left / 1_000_000));
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        threads.forEach(Thread::interrupt);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
