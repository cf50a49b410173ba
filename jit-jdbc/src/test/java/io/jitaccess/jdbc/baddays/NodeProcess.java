package io.jitaccess.jdbc.baddays;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A node's process, as its starter holds it. It ends with the starter's JVM. */
public final class NodeProcess implements AutoCloseable {

    private static final int TAIL = 12;
    private final NodeOptions options;
    private final Process process;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader;

    private NodeProcess(NodeOptions options, Process process) {
        this.options = options;
        this.process = process;
        this.reader = new Thread(this::read, "reads " + options.name());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it with the class path of this JVM. */
    public static NodeProcess start(NodeOptions options) {
        return start(options, Map.of());
    }

    /** @param environment variables for this process alone */
    static NodeProcess start(NodeOptions options, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx192m",
                NodeClasses.instance().option(),
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-cp",
                NodeClasses.instance().classPath(),
                NodeMain.class.getName()));
        command.addAll(options.arguments());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new NodeProcess(options, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
            }
        } catch (IOException e) {
            said.add("cannot be read any more: " + e);
        }
    }

    public NodeOptions options() {
        return options;
    }

    /** What it said so far. */
    List<String> said() {
        synchronized (said) {
            return List.copyOf(said);
        }
    }

    /** How often the library answered its users. */
    public long answers() {
        return said().stream().filter(line -> line.startsWith("ACK ")).count();
    }

    String tail() {
        List<String> all = said();
        return options.name() + (process.isAlive() ? ", alive" : ", exit " + process.exitValue())
                + ", said at last:\n  " + String.join("\n  ", all.subList(Math.max(0, all.size() - TAIL), all.size()));
    }

    /** Returns when it runs. */
    public NodeProcess awaitStart() {
        Until.holds(options.name() + " starts", Duration.ofSeconds(60), () -> hasEnded() || hasStarted(), this::tail);
        if (hasEnded()) {
            throw new AssertionError("did not start: " + tail());
        }
        return this;
    }

    boolean hasStarted() {
        return said().stream().anyMatch(line -> line.startsWith("STARTED"));
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    /** {@code quiet} stops its users, {@code stop} ends it in order. */
    void command(String line) {
        try {
            BufferedWriter in =
                    new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
            in.write(line + "\n");
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(tail(), e);
        }
    }

    /** Whether it ends by itself within that time. */
    boolean endsWithin(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Its exit code, when it has ended by itself within that time. */
    int awaitEnd(Duration within) {
        Until.holds(options.name() + " ends", within, () -> !process.isAlive(), this::tail);
        awaitReader();
        return process.exitValue();
    }

    /** SIGKILL, and waits until it is gone and everything that it said was read. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(60));
    }

    private void awaitReader() {
        try {
            reader.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGSTOP. */
    void pause() {
        signal("-STOP");
    }

    /** SIGCONT. */
    void resume() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", name, String.valueOf(process.pid())).start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("kill " + name + " of " + tail());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
