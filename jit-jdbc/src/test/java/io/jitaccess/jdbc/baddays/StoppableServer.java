package io.jitaccess.jdbc.baddays;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL that a test stops and starts: the same port, the same data. What it has committed survives its end. */
final class StoppableServer implements AutoCloseable {

    /** How it is told to stop. */
    enum Stop {
        /** Sessions are cut, what is not committed is rolled back, and what is in memory is written. */
        FAST("-INT"),
        /** As after a crash: it recovers from its log when it starts. */
        IMMEDIATE("-QUIT");

        private final String signal;

        Stop(String signal) {
            this.signal = signal;
        }
    }

    private final Path data;
    private EmbeddedPostgres server;

    StoppableServer() {
        try {
            data = Files.createTempDirectory("jit-stoppable").resolve("data");
            server = builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(true)
                // off by default in this server for tests, and a commit that was answered would be lost by its end
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("track_commit_timestamp", "on");
    }

    int port() {
        return server.getPort();
    }

    BadDays.Place place() {
        return new BadDays.Place(server.getJdbcUrl("postgres", "postgres"), server.getPostgresDatabase());
    }

    void stop(Stop how) {
        try {
            String pid =
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim();
            new ProcessBuilder("kill", how.signal, pid).start().waitFor(10, TimeUnit.SECONDS);
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(postmaster -> Until.holds(
                            "the server stops", Duration.ofSeconds(60), () -> !postmaster.isAlive(), () -> pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void start() {
        int port = server.getPort();
        try {
            server.close();
            server = builder().setPort(port).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
