package io.jitaccess.directory;

import io.jitaccess.spi.Directory;
import io.jitaccess.spi.Lookup;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that put questions to the directory: so many and no more, each gone when it was idle for a while. */
final class Askers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CachedDirectory.class);

    /** Who would wait behind so many would not be served in time anyway. */
    private static final int LONGEST_QUEUE = 1000;

    private static final int IDLE_SECONDS = 30;

    private final Directory directory;
    private final ThreadPoolExecutor threads;

    Askers(Directory directory, int most) {
        this.directory = directory;
        AtomicInteger count = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(LONGEST_QUEUE), task -> {
                    Thread thread = new Thread(task, "jit-directory-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Has the question answered, and then {@code done} called, by one of the threads or at once when all is full. */
    <T> void send(Asked<T> asked, Consumer<Asked<T>> done) {
        try {
            asked.workedOnBy(threads.submit(() -> work(asked, done)));
        } catch (RejectedExecutionException e) {
            asked.answer(Lookup.unknown("too many questions wait for the directory"));
            done.accept(asked);
        }
    }

    private <T> void work(Asked<T> asked, Consumer<Asked<T>> done) {
        try {
            @Nullable Lookup<T> lookup = asked.question().putTo(directory);
            asked.answer(lookup == null ? Lookup.unknown("the directory gave no answer") : lookup);
        } catch (Throwable e) {
            asked.answer(Lookup.unknown("the directory failed: " + e.getClass().getName()));
            LOG.debug("the directory failed", e);
            if (e instanceof VirtualMachineError fatal) {
                throw fatal;
            }
        } finally {
            done.accept(asked);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
