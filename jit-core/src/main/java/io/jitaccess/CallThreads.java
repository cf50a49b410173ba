package io.jitaccess;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Threads for provider calls while the library runs by itself; else the calling thread makes them. */
final class CallThreads implements Executor {

    private final AtomicLong number = new AtomicLong();
    private volatile Executor executor = Runnable::run;

    synchronized void start() {
        if (!(executor instanceof ExecutorService)) {
            executor = Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "jit-call-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
        }
    }

    /** Interrupts what still runs: its grace is over. */
    synchronized void stop() {
        if (executor instanceof ExecutorService pool) {
            pool.shutdownNow();
        }
        executor = Runnable::run;
    }

    @Override
    public void execute(Runnable work) {
        executor.execute(work);
    }
}
