package io.jitaccess.testkit.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What is logged over SLF4J and over {@code java.util.logging} by anybody, on any thread, at every level, between its
 * beginning and its end; stack traces included. For tests that hand out a canary and search for it in the logs of what
 * they use, a vendor's SDK above all.
 *
 * <p>SLF4J has one binding for a class path. So the module's tests name {@link CapturingLogs} in {@code
 * src/test/resources/META-INF/services/org.slf4j.spi.SLF4JServiceProvider}; what is logged while no capture is open is
 * dropped.
 */
public final class CapturedLog implements AutoCloseable {

    /**
     * What was logged at once.
     *
     * @param level by SLF4J's names; those of {@code java.util.logging} as {@code SEVERE} is {@code ERROR}, {@code WARNING}
     *     is {@code WARN}, {@code FINE} and {@code CONFIG} are {@code DEBUG}, and what is below is {@code TRACE}
     * @param logger the logger's name
     * @param text with the arguments in it, and the stack trace, if there is one, below
     */
    public record Line(org.slf4j.event.Level level, String logger, String text) {

        /** Whether it is there only where somebody asked for it: {@code DEBUG} and {@code TRACE}. */
        public boolean isAskedFor() {
            return level.toInt() < org.slf4j.event.Level.INFO.toInt();
        }
    }

    private static final Set<CapturedLog> OPEN = new CopyOnWriteArraySet<>();

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new JdkHandler();
    private final @Nullable Level before;

    private CapturedLog() {
        Logger root = root();
        this.before = root.getLevel();
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        OPEN.add(this);
    }

    /**
     * Begins. Several may be open at once; those that are nested are closed in reverse order.
     *
     * @throws IllegalStateException when SLF4J is bound to something else, whose lines would not be seen
     */
    public static CapturedLog begin() {
        if (!(LoggerFactory.getILoggerFactory() instanceof CapturingLogs.Loggers)) {
            throw new IllegalStateException("SLF4J is bound to "
                    + LoggerFactory.getILoggerFactory().getClass().getName() + " and not to "
                    + CapturingLogs.class.getName() + ": nothing would be seen");
        }
        return new CapturedLog();
    }

    static void add(Line line) {
        OPEN.forEach(log -> log.lines.add(line));
    }

    static String withTrace(String text, @Nullable Throwable thrown) {
        if (thrown == null) {
            return text;
        }
        StringWriter all = new StringWriter();
        all.append(text).append("\n");
        thrown.printStackTrace(new PrintWriter(all, true));
        return all.toString();
    }

    /** What was logged until now, in order. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        OPEN.remove(this);
        root().removeHandler(handler);
        root().setLevel(before);
    }

    private static Logger root() {
        return LogManager.getLogManager().getLogger("");
    }

    private final class JdkHandler extends Handler {

        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord record) {
            lines.add(new Line(
                    level(record.getLevel().intValue()),
                    record.getLoggerName() == null ? "" : record.getLoggerName(),
                    withTrace(formatter.formatMessage(record), record.getThrown())));
        }

        private static org.slf4j.event.Level level(int value) {
            if (value >= Level.SEVERE.intValue()) {
                return org.slf4j.event.Level.ERROR;
            }
            if (value >= Level.WARNING.intValue()) {
                return org.slf4j.event.Level.WARN;
            }
            if (value >= Level.INFO.intValue()) {
                return org.slf4j.event.Level.INFO;
            }
            return value >= Level.FINE.intValue() ? org.slf4j.event.Level.DEBUG : org.slf4j.event.Level.TRACE;
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is held open
        }
    }
}
