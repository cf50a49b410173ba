package io.jitaccess.jdbc.baddays;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A wire to the server on which now and then a connection dies in the middle of a transaction: before a commit reaches the
 * server, or after it and before its answer. The driver is told to name each commit instead of a statement prepared before.
 */
final class CuttingProxy implements AutoCloseable {

    private static final String COMMIT = "COMMIT";
    private final ServerSocket listening;
    private final int serverPort;
    private final Random random;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cutBefore = new AtomicInteger();
    private final AtomicInteger cutAfter = new AtomicInteger();
    private volatile int percent;

    CuttingProxy(int serverPort, long seed) {
        this.serverPort = serverPort;
        this.random = new Random(seed);
        try {
            this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    String url() {
        return "jdbc:postgresql://localhost:" + listening.getLocalPort()
                + "/postgres?user=postgres&sslmode=disable&prepareThreshold=0";
    }

    /** How many of a hundred commits lose their connection from now on. */
    void cut(int commitsOfAHundred) {
        percent = commitsOfAHundred;
    }

    /** How many commits did not reach the server. */
    int cutBefore() {
        return cutBefore.get();
    }

    /** How many commits reached the server, and their answers nobody. */
    int cutAfter() {
        return cutAfter.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                daemon(() -> carry(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(client);
            open.add(server);
            Wire wire = new Wire(client, server);
            daemon(wire::backward);
            wire.forward();
        } catch (IOException ended) {
            // the library sees a broken connection, as it should
        }
    }

    private synchronized int draw(int below) {
        return random.nextInt(below);
    }

    /** One connection. */
    private final class Wire {

        private final Socket client;
        private final Socket server;
        private volatile boolean mute;

        Wire(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void forward() throws IOException {
            byte[] buffer = new byte[65536];
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                boolean commits = new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains(COMMIT);
                boolean cuts = commits && draw(100) < percent;
                if (cuts && draw(2) == 0) {
                    cutBefore.incrementAndGet();
                    return;
                }
                if (cuts) {
                    mute = true;
                    cutAfter.incrementAndGet();
                }
                out.write(buffer, 0, n);
            }
        }

        void backward() {
            byte[] buffer = new byte[65536];
            try (client;
                    server) {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (mute) {
                        return;
                    }
                    out.write(buffer, 0, n);
                }
            } catch (IOException ended) {
                // the other direction ends with it
            } finally {
                open.remove(client);
                open.remove(server);
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        quietly(listening);
        open.forEach(CuttingProxy::quietly);
    }

    private static void quietly(Closeable one) {
        try {
            one.close();
        } catch (IOException e) {
            System.err.println("not closed: " + e);
        }
    }
}
