package io.jitaccess.okta;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A fake of ours of Okta: one HTTP server that the unmodified SDK speaks to. What it does is in {@link FakeOrg} and its
 * neighbours, each rule with its source.
 */
final class FakeOkta implements AutoCloseable {

    private static final List<RequestCheck> CHECKS = checks(System.getProperty("jit.okta.check", ""));

    static {
        // the SDK's own switch for tests
        System.setProperty("okta.testing.disableHttpsCheck", "true");
        if (CHECKS.isEmpty()) {
            System.out.println(
                    "not run: requests are not compared with Okta's OpenAPI description; -Pokta-openapi does it");
        }
    }

    final FakeOrg org;
    final FakeTokens tokens;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fake-okta");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> unlike = new CopyOnWriteArrayList<>();
    private final List<String> limited = new CopyOnWriteArrayList<>();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicReference<ProviderFaults.@Nullable Kind> fault = new AtomicReference<>();
    private final AtomicReference<@Nullable Runnable> beforeWrite = new AtomicReference<>();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile long limitedUntil;
    private volatile HttpServer server;
    private final int port;

    FakeOkta(TestClock clock) {
        this.server = listen(0);
        this.port = server.getAddress().getPort();
        this.org = new FakeOrg(clock, uri().toString());
        this.tokens = new FakeTokens(uri().toString());
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Methods and paths that came in, ids left out. */
    Set<String> seen() {
        return new TreeSet<>(seen);
    }

    List<FakeRequest> requests() {
        return List.copyOf(requests);
    }

    /** How many requests came in that change something. */
    int writes() {
        return writes.get();
    }

    /** Runs something between two requests. */
    <T> T quietly(Supplier<T> work) {
        synchronized (org) {
            T done = work.get();
            org.note();
            return done;
        }
    }

    /** Happens once, after the next request that changes something has come in and before it takes effect. */
    void beforeNextWrite(Runnable act) {
        beforeWrite.set(act);
    }

    /** From now on every request is over the limit, which begins anew in so many seconds. */
    void limit(int seconds) {
        limitedUntil = Instant.now().getEpochSecond() + seconds;
    }

    /** What was asked for over that limit. */
    List<String> limited() {
        return List.copyOf(limited);
    }

    void begin(ProviderFaults.Kind kind) {
        fault.set(kind);
        if (kind == ProviderFaults.Kind.HANG) {
            held = new CountDownLatch(1);
        }
        if (kind == ProviderFaults.Kind.CONNECTION_REFUSED) {
            server.stop(0);
        }
    }

    void heal() {
        ProviderFaults.Kind was = fault.getAndSet(null);
        held.countDown();
        if (was == ProviderFaults.Kind.CONNECTION_REFUSED) {
            server = listen(port);
        }
    }

    /** Fails if a request was not as Okta's description says. */
    @Override
    public void close() {
        held.countDown();
        server.stop(0);
        threads.shutdownNow();
        if (!unlike.isEmpty()) {
            throw new AssertionError("requests unlike Okta's description: " + unlike);
        }
    }

    private static List<RequestCheck> checks(String type) {
        try {
            return type.isEmpty()
                    ? List.of()
                    : List.of((RequestCheck)
                            Class.forName(type).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("requests cannot be compared with Okta's description", e);
        }
    }

    private HttpServer listen(int on) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), on), 0);
            made.setExecutor(threads);
            made.createContext("/", this::handle);
            made.start();
            return made;
        } catch (IOException e) {
            throw new AssertionError("the port " + on + " is taken", e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        FakeRequest request = FakeRequest.of(
                exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body);
        if (request.path().equals(FakeTokens.PATH)) {
            token(exchange, request);
            return;
        }
        requests.add(request);
        seen.add(FakeOrg.operation(request));
        for (RequestCheck check : CHECKS) {
            unlike.addAll(check.problems(
                    request.method(),
                    request.path(),
                    String.valueOf(
                            request.uri().getRawQuery() == null
                                    ? ""
                                    : request.uri().getRawQuery()),
                    request.header("Content-Type").orElse(""),
                    body));
        }
        boolean write = !request.method().equals("GET");
        if (write) {
            writes.incrementAndGet();
        }
        ProviderFaults.Kind now = fault.get();
        if (Instant.now().getEpochSecond() < limitedUntil) {
            limited.add(FakeOrg.operation(request));
            throttle(exchange, limitedUntil);
        } else if (now == ProviderFaults.Kind.HANG) {
            await();
            exchange.close();
        } else if (now == ProviderFaults.Kind.THROTTLED) {
            throttle(exchange, Instant.now().getEpochSecond() + RESET_AFTER);
        } else if (now == ProviderFaults.Kind.SERVER_ERROR) {
            refuse(exchange, new FakeFault(500, "E0000009", "Internal Server Error"));
        } else if (now == ProviderFaults.Kind.FORBIDDEN) {
            refuse(exchange, FakeFault.forbidden());
        } else {
            serve(exchange, request, write, now == ProviderFaults.Kind.ANSWER_LOST);
        }
    }

    private void token(HttpExchange exchange, FakeRequest request) throws IOException {
        ProviderFaults.Kind now = fault.get();
        if (now == ProviderFaults.Kind.HANG) {
            await();
            exchange.close();
        } else if (now == ProviderFaults.Kind.THROTTLED) {
            throttle(exchange, Instant.now().getEpochSecond() + RESET_AFTER);
        } else if (now == ProviderFaults.Kind.SERVER_ERROR) {
            refuse(exchange, new FakeFault(500, "E0000009", "Internal Server Error"));
        } else {
            FakeTokens.Answer answer = tokens.answer(request);
            answer.nonce().ifPresent(nonce -> exchange.getResponseHeaders().set("dpop-nonce", nonce));
            send(exchange, answer.status(), answer.body(), List.of());
        }
    }

    private void serve(HttpExchange exchange, FakeRequest request, boolean write, boolean lost) throws IOException {
        try {
            tokens.check(request, FakeOrg.operation(request));
            Runnable act = write ? beforeWrite.getAndSet(null) : null;
            FakeAnswer answer;
            synchronized (org) {
                if (act != null) {
                    act.run();
                }
                org.note();
                answer = org.answer(request);
                org.note();
            }
            if (lost && write) {
                exchange.close();
                return;
            }
            send(exchange, answer.status(), answer.body(), answer.links());
        } catch (FakeFault e) {
            refuse(exchange, e);
        }
    }

    /**
     * 429 with E0000047, three headers and no Retry-After; the reset is in seconds of UTC, by Okta's clock, which the Date
     * header tells (developer.okta.com/docs/reference/rl-best-practices).
     */
    private static void throttle(HttpExchange exchange, long reset) throws IOException {
        exchange.getResponseHeaders().set("X-Rate-Limit-Limit", "600");
        exchange.getResponseHeaders().set("X-Rate-Limit-Remaining", "0");
        exchange.getResponseHeaders().set("X-Rate-Limit-Reset", "" + reset);
        refuse(exchange, new FakeFault(429, "E0000047", "API call exceeded rate limit due to too many requests."));
    }

    /** Seconds from a throttled answer to the limit's new beginning. */
    static final int RESET_AFTER = 17;

    private void await() {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(HttpExchange exchange, FakeFault fault) throws IOException {
        send(exchange, fault.status(), fault.body(), List.of());
    }

    private static void send(HttpExchange exchange, int status, String text, List<String> links) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("X-Okta-Request-Id", "fake");
        if (!links.isEmpty()) {
            exchange.getResponseHeaders().put("Link", new ArrayList<>(links));
        }
        exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
        if (status != 204) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
