package io.jitaccess.directory;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns that a directory gives no answers, once a minute at most, however many ask. */
final class SilenceLog {

    private static final Logger LOG = LoggerFactory.getLogger(CachedDirectory.class);

    private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    private boolean warned;
    private long warnedAt;
    private int since;

    synchronized void note(String message) {
        since++;
        if (!warned || System.nanoTime() - warnedAt > PAUSE) {
            LOG.warn("the directory gives no answer (times: {}), what needs it is refused: {}", since, message);
            warned = true;
            warnedAt = System.nanoTime();
            since = 0;
        }
    }
}
