package io.jitaccess.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may begin an operation that goes on at a service after its answer: so many at once, and one of each key in the
 * hands of a caller. A place is taken until its operation is known to have ended, also when its caller has long gone on;
 * callers who find none look whether one has.
 *
 * <p>Ends go before begins: access that outlives its grant is the worst failure, and a begin that comes late costs a
 * while of its own grant. But who only waited for the last of a stream of ends could wait for ever. So one begin goes
 * after every {@value #ENDS_IN_A_ROW} ends that went before it: that costs ends a fifth of the places at most.
 */
final class Places {

    static final int ENDS_IN_A_ROW = 4;

    /** How often an operation is looked at whose caller has gone on, and only while somebody wants its place. */
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    /** What AWS says of an operation. */
    enum Seen {
        RUNNING,
        ENDED,
        /** Nothing, or there is nobody to ask. */
        UNTOLD
    }

    private final int size;
    private final Duration longest;
    private final Duration silence;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> taken = new HashSet<>();
    private final List<Left> left = new ArrayList<>();
    private final Deque<Waiting> ends = new ArrayDeque<>();
    private final Deque<Waiting> begins = new ArrayDeque<>();
    private int passedOver;

    /**
     * @param longest after which every operation counts as ended, so that no place is lost for ever
     * @param silence after which an operation counts as ended of which AWS has told nothing for so long
     */
    Places(int size, Duration longest, Duration silence, Clock clock) {
        this.size = size;
        this.longest = longest;
        this.silence = silence;
        this.clock = clock;
    }

    /**
     * Waits for a place, in real time; at once empty where only operations have one whose callers have gone on.
     *
     * @param end whether the operation ends access
     * @return empty also where the thread was interrupted, which stays set
     */
    Optional<Place> take(String key, boolean end, long nanos) {
        Waiting me = new Waiting(key, end ? ends : begins);
        long until = System.nanoTime() + nanos;
        lock.lock();
        try {
            me.queue.add(me);
            while (!handOut(me)) {
                Optional<Left> due = isFull() ? nextLook() : Optional.empty();
                if (due.isPresent()) {
                    look(due.get());
                } else if (isHopeless() || !await(until)) {
                    return Optional.empty();
                }
            }
            me.place = true;
            return Optional.of(new Place(key));
        } finally {
            if (!me.place) {
                withdraw(me);
            }
            lock.unlock();
        }
    }

    /** Whether a caller has an operation of that key in hand. */
    boolean isTaken(String key) {
        lock.lock();
        try {
            return taken.contains(key);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return taken.size() + left.size() >= size;
    }

    /** Whether no caller will free a place, and looks have just been taken: nobody may wait out others' operations. */
    private boolean isHopeless() {
        return isFull() && taken.isEmpty() && left.stream().noneMatch(each -> each.looking);
    }

    private boolean handOut(Waiting me) {
        Instant now = clock.instant();
        left.removeIf(each -> !each.looking && each.isOver(now, longest, silence));
        while (!isFull()) {
            Optional<Waiting> next = next();
            if (next.isEmpty()) {
                break;
            }
            next.get().queue.remove(next.get());
            next.get().chosen = true;
            taken.add(next.get().key);
            changed.signalAll();
        }
        return me.chosen;
    }

    private Optional<Waiting> next() {
        Optional<Waiting> end = first(ends);
        Optional<Waiting> begin = first(begins);
        if (end.isPresent() && (begin.isEmpty() || passedOver < ENDS_IN_A_ROW)) {
            passedOver += begin.isPresent() ? 1 : 0;
            return end;
        }
        passedOver = 0;
        return begin;
    }

    private Optional<Waiting> first(Deque<Waiting> queue) {
        return queue.stream().filter(each -> !taken.contains(each.key)).findFirst();
    }

    private void withdraw(Waiting me) {
        me.queue.remove(me);
        if (me.chosen) {
            taken.remove(me.key);
            changed.signalAll();
        }
    }

    private Optional<Left> nextLook() {
        Instant now = clock.instant();
        return left.stream().filter(each -> each.isDue(now)).findFirst();
    }

    /** Without the lock: it is a call over the network. */
    private void look(Left at) {
        at.looking = true;
        Seen seen = Seen.UNTOLD;
        lock.unlock();
        try {
            seen = at.ask();
        } finally {
            lock.lock();
            at.looking = false;
            if (seen == Seen.ENDED) {
                left.remove(at);
            } else {
                at.looked(clock.instant(), seen);
            }
            changed.signalAll();
        }
    }

    /** Until something changes, or a look may be due again; false when the time is over or the thread interrupted. */
    @SuppressWarnings("WaitNotInLoop") // the loop is in take
    private boolean await(long until) {
        long nanos = until - System.nanoTime();
        if (nanos <= 0) {
            return false;
        }
        try {
            boolean told = changed.await(Math.min(nanos, BETWEEN_LOOKS.toNanos()), TimeUnit.NANOSECONDS);
            return told || until - System.nanoTime() > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A place in a caller's hands. Closed when the caller goes on; the place stays taken while its operation may run. */
    final class Place implements AutoCloseable {

        private final String key;
        private boolean mayRun;
        private @Nullable Supplier<Seen> status;

        private Place(String key) {
            this.key = key;
        }

        /** From now on the operation may be under way. */
        void begins() {
            mayRun = true;
        }

        /** It is under way, and this tells whether it still is; never throws. */
        void goesOn(Supplier<Seen> seen) {
            mayRun = true;
            status = seen;
        }

        /** It has ended, or was never begun. */
        void ended() {
            mayRun = false;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                taken.remove(key);
                if (mayRun) {
                    left.add(new Left(status, clock.instant()));
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Somebody who waits for a place. */
    private static final class Waiting {

        private final String key;
        private final Deque<Waiting> queue;
        private boolean chosen;
        private boolean place;

        private Waiting(String key, Deque<Waiting> queue) {
            this.key = key;
            this.queue = queue;
        }
    }

    /** An operation whose caller has gone on. */
    private static final class Left {

        /** Nothing where there is nobody to ask. */
        private final @Nullable Supplier<Seen> status;

        private Instant begun;
        private @Nullable Instant looked;
        private @Nullable Instant silentSince;
        private boolean looking;

        private Left(@Nullable Supplier<Seen> status, Instant now) {
            this.status = status;
            this.begun = now;
            this.silentSince = status == null ? now : null;
        }

        private Seen ask() {
            return status == null ? Seen.UNTOLD : status.get();
        }

        private boolean isDue(Instant now) {
            return status != null && !looking && (looked == null || !now.isBefore(looked.plus(BETWEEN_LOOKS)));
        }

        private boolean isOver(Instant now, Duration longest, Duration silence) {
            if (now.isBefore(begun)) {
                // a clock that was set back would keep it so much longer
                begun = now;
                looked = null;
                silentSince = silentSince == null ? null : now;
            }
            return !now.isBefore(begun.plus(longest))
                    || (silentSince != null && !now.isBefore(silentSince.plus(silence)));
        }

        private void looked(Instant now, Seen seen) {
            looked = now;
            if (seen == Seen.RUNNING) {
                silentSince = null;
            } else if (silentSince == null) {
                silentSince = now;
            }
        }
    }
}
