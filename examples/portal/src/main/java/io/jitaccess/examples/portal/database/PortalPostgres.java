package io.jitaccess.examples.portal.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * A real PostgreSQL server, started and stopped with the portal. It listens on loopback only, asks everybody for a
 * password, and syncs to disk, which the embedding library turns off by default.
 */
public final class PortalPostgres implements AutoCloseable {

    private static final String WORK_PROPERTY = "ot.epg.working-dir";

    private final EmbeddedPostgres server;
    private final Password superuser;

    private PortalPostgres(EmbeddedPostgres server, Password superuser) {
        this.server = server;
        this.superuser = superuser;
    }

    /**
     * Starts the server and, if its data directory is new, initialises it.
     *
     * @param keep where the data stays between starts; empty: a temporary directory that {@link #close} removes
     * @param port on loopback; 0 takes a free one
     * @throws PostgresStartException if it does not start, with what to do about it
     */
    public static PortalPostgres start(Optional<Path> keep, int port) {
        try {
            Path work = PrivateDirectories.work(Optional.ofNullable(System.getProperty(WORK_PROPERTY)));
            // the embedding library removes what killed portals left behind below the directory that this names
            System.setProperty(WORK_PROPERTY, work.toString());
            Path data = keep.isPresent()
                    ? PrivateDirectories.make(keep.get().resolve("postgres"))
                    : work.resolve(UUID.randomUUID().toString());
            Path passwordFile = keep.isPresent()
                    ? keep.get().resolve("superuser.password")
                    : Files.createTempFile(work, "superuser", ".password");
            Password superuser = Password.inFile(passwordFile);
            EmbeddedPostgres server = launch(work, data, keep.isEmpty(), port, passwordFile, superuser);
            if (keep.isEmpty()) {
                Files.delete(passwordFile);
            }
            return new PortalPostgres(server, superuser);
        } catch (IOException | IllegalStateException e) {
            throw new PostgresStartException(e);
        }
    }

    private static EmbeddedPostgres launch(
            Path work, Path data, boolean removeAtStop, int port, Path passwordFile, Password superuser)
            throws IOException {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(work.toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(removeAtStop)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setPort(port)
                // options of initdb: without them everybody on this machine would be let in as the superuser
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("auth-local", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setConnectConfig("password", superuser.value())
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                // a failed statement is never logged: it might be one that sets a password
                .setServerConfig("log_min_error_statement", "panic")
                .start();
    }

    /** The port on loopback. */
    public int port() {
        return server.getPort();
    }

    /** The JDBC address of a database, without any login. */
    public String url(String database) {
        return "jdbc:postgresql://localhost:" + port() + "/" + database;
    }

    /** Connections as the superuser, for setting up. */
    DataSource superuser(String database) {
        return server.getDatabase("postgres", database, Map.of("password", superuser.value()));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
