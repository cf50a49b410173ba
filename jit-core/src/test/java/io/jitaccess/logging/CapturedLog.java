package io.jitaccess.logging;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;

/** What is logged by anybody, at any level, between its beginning and its end; stack traces included. */
public final class CapturedLog implements AutoCloseable {

    private static final Set<CapturedLog> OPEN = new CopyOnWriteArraySet<>();

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private CapturedLog() {}

    public static CapturedLog begin() {
        CapturedLog log = new CapturedLog();
        OPEN.add(log);
        return log;
    }

    static void add(String line) {
        OPEN.forEach(log -> log.lines.add(line));
    }

    /** Each begins with its level. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    public List<String> lines(String level) {
        return lines.stream().filter(line -> line.startsWith(level + " ")).toList();
    }

    public String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        OPEN.remove(this);
    }
}
