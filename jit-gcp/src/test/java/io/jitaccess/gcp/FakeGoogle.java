package io.jitaccess.gcp;

import com.google.api.client.json.GenericJson;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Our own fake of Google's REST APIs, as far as this module calls them. It speaks HTTP and JSON as they do and is driven
 * by Google's unmodified clients. Each rule names its source; what Google does beside these rules, it does not show.
 */
final class FakeGoogle implements ProviderFaults, AutoCloseable {

    /** What the library's own account sends. It must be found nowhere else. */
    static final String OWN_TOKEN = "canary-own-token-5f3a";

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "fake-google");
        thread.setDaemon(true);
        return thread;
    });

    /** Every operation that was asked for. */
    final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** An answer that is no 200. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int code;
        final String status;

        Refusal(int code, String status, String message) {
            super(message);
            this.code = code;
            this.status = status;
        }
    }

    /** A request, taken apart. */
    record Request(FakeRoute route, Matcher path, Map<String, List<String>> query, GenericJson body) {
        String name() {
            return URLDecoder.decode(path.group(1), StandardCharsets.UTF_8);
        }

        String query(String name, String otherwise) {
            return query.getOrDefault(name, List.of(otherwise)).get(0);
        }
    }

    final FakePolicies policies;
    final FakeRoles roles = new FakeRoles();
    final FakeGroups groups;
    final FakeTokens tokens;
    final FakeLog log;
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final FakeQuota quota;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Map<String, Runnable> first = new ConcurrentHashMap<>();
    private volatile Duration readTakes = Duration.ZERO;
    private volatile Duration writeTakes = Duration.ZERO;
    private final int port;
    private @Nullable HttpServer server;
    private volatile @Nullable Kind fault;
    private volatile CountDownLatch hung = new CountDownLatch(0);

    FakeGoogle(Clock clock) {
        this.policies = new FakePolicies(clock);
        this.groups = new FakeGroups(clock);
        this.tokens = new FakeTokens(clock);
        this.log = new FakeLog(clock);
        this.quota = new FakeQuota(clock);
        this.port = listen(0);
    }

    private int listen(int at) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 50);
            made.setExecutor(THREADS);
            made.createContext("/", this::handle);
            made.start();
            server = made;
            return made.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** How long answers take besides. */
    void takes(Duration read, Duration write) {
        readTakes = read;
        writeTakes = write;
    }

    /** From now on that happens before each call of the method; it may refuse the call. */
    void before(String api, Runnable happens) {
        first.put(api, happens);
    }

    /** How often each method was called, and how often each refusal was answered, since the last time. */
    Map<String, Integer> takeCounts() {
        Map<String, Integer> taken = new TreeMap<>(counts);
        counts.clear();
        return taken;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] sent = body(exchange);
            FakeRoute route = FakeRoute.of(
                    exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
            requests.add(route.api());
            counts.merge(route.api(), 1, Integer::sum);
            LockSupport.parkNanos((route.writes() ? writeTakes : readTakes).toNanos());
            Kind now = fault;
            if (now == Kind.HANG) {
                hung.await();
                return;
            }
            GenericJson answer;
            int code = 200;
            try {
                first.getOrDefault(route.api(), () -> {}).run();
                if (now == Kind.THROTTLED) {
                    // cloud.google.com/iam/quotas; retry-after is sent by some front ends only
                    exchange.getResponseHeaders().set("Retry-After", "7");
                    throw new Refusal(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric");
                }
                if (now == Kind.SERVER_ERROR) {
                    throw new Refusal(500, "INTERNAL", "Internal error encountered.");
                }
                if (now == Kind.FORBIDDEN) {
                    throw new Refusal(403, "PERMISSION_DENIED", "The caller does not have permission");
                }
                if (!("Bearer " + OWN_TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                    throw new Refusal(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
                }
                asked.add(route.api());
                Matcher path = route.path().matcher(exchange.getRequestURI().getRawPath());
                path.matches();
                Map<String, List<String>> query = query(exchange.getRequestURI().getRawQuery());
                GenericJson body = sent.length == 0
                        ? new GenericJson()
                        : Json.FACTORY.fromString(new String(sent, StandardCharsets.UTF_8), GenericJson.class);
                Request request = new Request(route, path, query, body);
                quota.count(request);
                answer = answer(request);
            } catch (Refusal refusal) {
                code = refusal.code;
                counts.merge(refusal.status, 1, Integer::sum);
                answer = error(refusal);
            }
            if (now == Kind.ANSWER_LOST && route.writes()) {
                return;
            }
            byte[] bytes = Json.text(answer).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private GenericJson answer(Request request) {
        return switch (request.route().service()) {
            case "policies" -> policies.answer(request);
            case "roles" -> roles.answer(request, policies);
            case "groups" -> groups.answer(request);
            case "tokens" -> tokens.answer(request);
            default -> log.answer(request);
        };
    }

    /** Google's JSON error (cloud.google.com/apis/design/errors). */
    private static GenericJson error(Refusal refusal) {
        return new GenericJson()
                .set("error", Map.of("code", refusal.code, "status", refusal.status, "message", refusal.getMessage()));
    }

    /** The clients send bodies compressed. */
    private static byte[] body(HttpExchange exchange) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream raw = exchange.getRequestBody();
                InputStream in = packed ? new GZIPInputStream(raw) : raw) {
            return in.readAllBytes();
        }
    }

    private static Map<String, List<String>> query(@Nullable String raw) {
        Map<String, List<String>> query = new HashMap<>();
        for (String pair : Optional.ofNullable(raw).orElse("").split("&")) {
            String[] parts = pair.split("=", 2);
            query.computeIfAbsent(parts[0], name -> new ArrayList<>())
                    .add(parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    @Override
    public Set<Kind> supported() {
        return EnumSet.allOf(Kind.class);
    }

    @Override
    public void begin(Kind kind) {
        if (kind == Kind.CONNECTION_REFUSED) {
            stop();
        }
        hung = new CountDownLatch(1);
        fault = kind;
    }

    @Override
    public void heal() {
        fault = null;
        hung.countDown();
        if (server == null) {
            listen(port);
        }
    }

    private void stop() {
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
        }
        server = null;
    }

    @Override
    public void close() {
        hung.countDown();
        stop();
    }
}
