package io.jitaccess;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The calls of one lane: revokes first, so many at once, so many a second, one place and a tenth of the rate kept for
 * revokes. A call that hangs past its time-out is given up and interrupted; its place is free again, and so many hung
 * calls later the provider gets no more. A call that is over gives its place to the next one itself, as the lane's thread
 * may be writing. Thread-safe; only the lane's thread adds calls.
 */
final class CallQueue {

    /** One call; {@link #run} is made by a thread of the executor and throws nothing. */
    abstract static class Call implements Runnable {
        final boolean urgent;
        final Duration timeout;
        private volatile long startedNanos;
        private volatile boolean started;
        private volatile boolean finished;
        private volatile boolean abandoned;
        private volatile Thread thread;
        private volatile Runnable after = () -> {};

        Call(boolean urgent, Duration timeout) {
            this.urgent = urgent;
            this.timeout = timeout;
            this.thread = Thread.currentThread();
        }

        /** Makes the call and lands what came back; {@link #isAbandoned()} tells whether anybody still waits for it. */
        abstract void make();

        /** Lands what a call means that did not answer in time. */
        abstract void abandon();

        /** Lands what a call means that is not made. */
        abstract void cancel();

        final boolean isAbandoned() {
            return abandoned;
        }

        @Override
        public final void run() {
            thread = Thread.currentThread();
            startedNanos = System.nanoTime();
            started = true;
            try {
                make();
            } finally {
                finished = true;
                after.run();
            }
        }

        private boolean isHung(long now) {
            return started && !finished && !abandoned && now - startedNanos > timeout.toNanos();
        }
    }

    private final Executor executor;
    private final int concurrency;
    private final TokenBucket tokens;
    private final Deque<Call> urgent = new ArrayDeque<>();
    private final Deque<Call> normal = new ArrayDeque<>();
    private final Set<Call> running = new HashSet<>();
    private final Set<Call> hung = new HashSet<>();
    private boolean stopping;

    CallQueue(Executor executor, int concurrency, TokenBucket tokens) {
        this.executor = executor;
        this.concurrency = concurrency;
        this.tokens = tokens;
    }

    synchronized void add(Call call) {
        call.after = this::startNext;
        (call.urgent ? urgent : normal).add(call);
    }

    /** Starts what may be started now and gives up what hangs. */
    synchronized void turn() {
        long now = System.nanoTime();
        running.removeIf(call -> call.finished);
        hung.removeIf(call -> call.finished);
        for (Call call : List.copyOf(running)) {
            if (call.isHung(now)) {
                call.abandoned = true;
                running.remove(call);
                hung.add(call);
                call.thread.interrupt();
                call.abandon();
            }
        }
        startAll();
    }

    /** On a thread that drives the lane by hand, calls are made within the turn, which starts the next by itself. */
    private void startNext() {
        if (!Thread.holdsLock(this)) {
            synchronized (this) {
                if (!stopping) {
                    startAll();
                }
            }
        }
    }

    private void startAll() {
        do {
            running.removeIf(call -> call.finished);
        } while (start(urgent, true) || start(normal, false));
    }

    private boolean start(Deque<Call> queue, boolean first) {
        int places = first || concurrency == 1 ? concurrency : concurrency - 1;
        if (queue.isEmpty() || running.size() >= places || hung.size() >= 4 * concurrency || !tokens.take(first)) {
            return false;
        }
        Call call = queue.remove();
        running.add(call);
        executor.execute(call);
        return true;
    }

    synchronized boolean isIdle() {
        return urgent.isEmpty() && normal.isEmpty() && running.stream().allMatch(call -> call.finished);
    }

    /** How long a lane may sleep without missing a token or a hung call. */
    synchronized Duration untilNextTurn() {
        if (!urgent.isEmpty() || !normal.isEmpty()) {
            return tokens.untilNext();
        }
        return running.isEmpty() ? Duration.ofMinutes(1) : Duration.ofMillis(250);
    }

    /** While the lane stops, calls that did not start are taken back, and only its own turns start others. */
    synchronized void stopping(boolean now) {
        stopping = now;
        if (now) {
            List<Call> waiting = new ArrayList<>(urgent);
            waiting.addAll(normal);
            urgent.clear();
            normal.clear();
            waiting.forEach(Call::cancel);
        }
    }
}
