package io.jitaccess.entra;

import com.microsoft.kiota.RequestInformation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls of several threads share batches. Where many grants end in one minute, those of one second fill no batch, and
 * Graph counts calls. Who comes alone is sent at once; in a crowd a batch that is not full waits a little for others, which
 * is nothing beside the tokens that are out for an hour.
 */
final class Gathering {

    /** The longest that a request waits before it is sent. */
    static final Duration LONGEST = Duration.ofMillis(2_500);

    /** So many at once are a crowd, and for a while whoever comes after them belongs to it. */
    private static final int CROWD = 4;

    private static final class Item {
        private final RequestInformation request;
        private @Nullable Answer answer;

        Item(RequestInformation request) {
            this.request = request;
        }
    }

    private final Graph graph;
    private final long longest;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Item> waiting = new ArrayDeque<>();
    private long crowdedUntil = System.nanoTime();

    /** @param longest how long a request waits at most before it is sent; zero for not at all */
    Gathering(Graph graph, Duration longest) {
        this.graph = graph;
        this.longest = longest.toNanos();
    }

    /** As {@link Graph#send}; if the thread is interrupted, what was not sent yet never will be. */
    List<Answer> send(List<RequestInformation> requests) {
        List<Item> mine = requests.stream().map(Item::new).toList();
        long leave = enter(mine);
        try {
            for (List<Item> next = next(mine, leave); !next.isEmpty(); next = next(mine, leave)) {
                List<Answer> answers = List.of();
                try {
                    answers = graph.send(next.stream().map(item -> item.request).toList());
                } finally {
                    // others wait for it, whatever happens to this thread
                    answer(next, answers);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leave(mine);
        }
        return mine.stream().flatMap(item -> Stream.ofNullable(item.answer)).toList();
    }

    /** Until when the last of these may wait. */
    private long enter(List<Item> mine) {
        lock.lock();
        try {
            long now = System.nanoTime();
            waiting.addAll(mine);
            if (waiting.size() >= CROWD) {
                crowdedUntil = now + longest;
            }
            changed.signalAll();
            return crowdedUntil - now > 0 ? now + longest : now;
        } finally {
            lock.unlock();
        }
    }

    /** What this thread has to send, whosever it is; empty when all of its own are answered. */
    private List<Item> next(List<Item> mine, long leave) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (mine.stream().anyMatch(item -> item.answer == null)) {
                boolean waits = mine.stream().anyMatch(waiting::contains);
                long left = leave - System.nanoTime();
                if (waiting.size() >= Graph.BATCH || (waits && left <= 0)) {
                    return take();
                }
                if (waits) {
                    changed.awaitNanos(left);
                } else {
                    changed.await();
                }
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private List<Item> take() {
        List<Item> taken = new ArrayList<>();
        while (!waiting.isEmpty() && taken.size() < Graph.BATCH) {
            taken.add(waiting.remove());
        }
        return taken;
    }

    private void answer(List<Item> sent, List<Answer> answers) {
        lock.lock();
        try {
            for (int i = 0; i < sent.size(); i++) {
                sent.get(i).answer = i < answers.size() ? answers.get(i) : Answer.failed(Failure.missing());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What another thread is sending may have an effect. */
    private void leave(List<Item> mine) {
        lock.lock();
        try {
            for (Item item : mine) {
                boolean notSent = waiting.remove(item);
                if (item.answer == null) {
                    item.answer = Answer.failed(Failure.interrupted(notSent));
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
