package io.jitaccess.examples.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A wire to the server that can be cut at a chosen moment. */
final class Wire implements Closeable {

    /** What happens on it. */
    enum Fault {
        NONE,
        /** Nobody listens. */
        REFUSED,
        /** Dies when the client's bytes hold the text, which does not reach the server. */
        DIES_BEFORE,
        /** Dies when the server answers what holds the text; the answer does not reach the client. */
        DIES_AFTER,
        /** Answers that the server failed, whatever is asked. */
        INTERNAL_ERROR,
        /** Nothing goes through before it is healed. */
        HANGS,
        /** What holds the text, and all behind it, does not go through before it is healed. */
        HANGS_BEFORE
    }

    /** An ErrorResponse of the protocol: severity and code, each ended by a zero byte. */
    private static final String ERROR = "SERROR\0VERROR\0CXX000\0Mcaused by a test\0\0";

    private final int serverPort;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket listening;
    private volatile Fault fault = Fault.NONE;
    private volatile String trigger = "COMMIT";
    private volatile CountDownLatch hanging = new CountDownLatch(0);

    Wire(int serverPort) {
        this.serverPort = serverPort;
        this.listening = listen(0);
        this.port = listening.getLocalPort();
    }

    int port() {
        return port;
    }

    /** From now on. */
    void fault(Fault what) {
        fault(what, "COMMIT");
    }

    void fault(Fault what, String text) {
        trigger = text;
        fault = what;
        if (what == Fault.HANGS || what == Fault.HANGS_BEFORE) {
            hanging = new CountDownLatch(1);
        }
        if (what == Fault.REFUSED) {
            close(listening);
        }
    }

    void heal() {
        fault = Fault.NONE;
        hanging.countDown();
        if (listening.isClosed()) {
            listening = listenAgain();
        }
    }

    /** While it was free the port may have become the near end of somebody's connection: that ends soon. */
    private ServerSocket listenAgain() {
        long end = System.nanoTime() + 20_000_000_000L;
        while (true) {
            try {
                return listen(port);
            } catch (UncheckedIOException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() {
        close(listening);
        open.forEach(Wire::close);
    }

    private ServerSocket listen(int at) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
            daemon(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                daemon(() -> carry(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket client) {
        try {
            if (fault == Fault.REFUSED) {
                // it was accepted while the listener closed
                close(client);
                return;
            }
            if (fault == Fault.INTERNAL_ERROR) {
                answerWithError(client);
                return;
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            open.add(server);
            CountDownLatch cutAtAnswer = new CountDownLatch(1);
            daemon(() -> backward(client, server, cutAtAnswer));
            forward(client, server, cutAtAnswer);
        } catch (IOException e) {
            close(client);
        }
    }

    private static void answerWithError(Socket client) throws IOException {
        client.getInputStream().read(new byte[8192]);
        byte[] fields = ERROR.getBytes(StandardCharsets.US_ASCII);
        OutputStream out = client.getOutputStream();
        out.write('E');
        out.write(new byte[] {0, 0, 0, (byte) (fields.length + 4)});
        out.write(fields);
        out.flush();
        close(client);
    }

    private void forward(Socket client, Socket server, CountDownLatch cutAtAnswer) {
        byte[] buffer = new byte[65536];
        try (client;
                server) {
            InputStream in = client.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                boolean triggered = new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains(trigger);
                if (triggered || fault == Fault.HANGS) {
                    hanging.await();
                }
                if (triggered && fault == Fault.DIES_BEFORE) {
                    return;
                }
                if (triggered && fault == Fault.DIES_AFTER) {
                    cutAtAnswer.countDown();
                }
                server.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException closed) {
            // the other direction ends with it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void backward(Socket client, Socket server, CountDownLatch cutAtAnswer) {
        byte[] buffer = new byte[65536];
        try (client;
                server) {
            InputStream in = server.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (cutAtAnswer.getCount() == 0) {
                    return;
                }
                client.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException closed) {
            // the other direction ends with it
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
