package io.jitaccess.notify;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A real HTTP server on the loopback interface that remembers what it got and answers as it is told. */
final class Receiver implements AutoCloseable {

    record Received(String method, String path, Headers headers, byte[] body) {}

    final List<Received> received = new CopyOnWriteArrayList<>();

    /** For handlers that wait until the test is over. */
    final CountDownLatch closing = new CountDownLatch(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final String scheme;

    private Receiver(HttpServer server, String scheme, HttpHandler handler) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            received.add(new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes()));
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
    }

    static Receiver with(HttpHandler handler) {
        try {
            return new Receiver(HttpServer.create(anyPort(), 0), "http", handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Receiver withTls(SSLContext context, HttpHandler handler) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new Receiver(server, "https", handler);
    }

    static Receiver answering(int status) {
        return with(exchange -> exchange.sendResponseHeaders(status, -1));
    }

    static Receiver answering(int status, String header, String value) {
        return with(exchange -> {
            exchange.getResponseHeaders().set(header, value);
            exchange.sendResponseHeaders(status, -1);
        });
    }

    /** Gives the handler the receiver that it belongs to. */
    interface Waiting {
        void handle(HttpExchange exchange, CountDownLatch closing) throws IOException, InterruptedException;
    }

    static Receiver waiting(Waiting handler) {
        CountDownLatch[] latch = new CountDownLatch[1];
        Receiver receiver = with(exchange -> {
            try {
                handler.handle(exchange, latch[0]);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        latch[0] = receiver.closing;
        return receiver;
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    URI at(String path) {
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
