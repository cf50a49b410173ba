package io.jitaccess.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.policy.AddHeadersPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Our own fake of Azure Resource Manager, as far as this module asks it. It speaks HTTP and JSON as Azure does, and is driven
 * by the unmodified SDK. Each rule names its source; what Azure does beside these rules, it does not show.
 */
final class FakeAzure implements ProviderFaults, AutoCloseable {

    private static final List<RequestCheck> CHECKS = checks(System.getProperty("jit.azure.check", ""));

    static {
        if (CHECKS.isEmpty()) {
            System.out.println(
                    "not run: requests are not compared with what Microsoft publishes of its API; -Pazure-description does it");
        }
    }

    /** What the library's own account sends. It must be found nowhere else. */
    static final String OWN_TOKEN = "canary-own-token-71c9";

    /** Every operation that any fake was asked for in this run. */
    static final Set<String> ASKED = ConcurrentHashMap.newKeySet();

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "fake-azure");
        thread.setDaemon(true);
        return thread;
    });

    /** An answer that is no success. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int status;
        final String code;

        Refusal(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    /** A request, taken apart. */
    record Request(FakeRoute route, Matcher path, Map<String, String> query, Map<String, Object> body, URI root) {
        /** The scope, without the slash that the SDK doubles where a scope begins with one. */
        String scope() {
            return path.group(1).replaceFirst("^/+", "/");
        }

        String name() {
            return path.group(2);
        }

        Optional<String> query(String name) {
            return Optional.ofNullable(query.get(name));
        }
    }

    /** @param body null for an answer without one */
    record Answer(int status, @Nullable Object body) {}

    final FakeAssignments assignments;
    final FakeDefinitions definitions = new FakeDefinitions();
    final FakePim pim;
    final FakeActivity activity;

    /** Every request that came, by its operation. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final List<String> unlike = new CopyOnWriteArrayList<>();
    private final int port;
    private @Nullable HttpServer server;
    private volatile @Nullable Kind fault;
    private volatile CountDownLatch hung = new CountDownLatch(0);

    FakeAzure(Clock clock) {
        this.assignments = new FakeAssignments(clock, definitions);
        this.pim = new FakePim(clock, assignments, definitions);
        assignments.managed(pim::rows);
        this.activity = new FakeActivity();
        this.port = listen(0);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Signs as the library's own account, without the policy of the SDK, which wants https. */
    static HttpPipelinePolicy signing() {
        return new AddHeadersPolicy(new HttpHeaders().set(HttpHeaderName.AUTHORIZATION, "Bearer " + OWN_TOKEN));
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

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String address = URLDecoder.decode(exchange.getRequestURI().getRawPath(), StandardCharsets.UTF_8);
            FakeRoute route = FakeRoute.of(exchange.getRequestMethod(), address);
            requests.add(route.api());
            String query =
                    Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
            CHECKS.forEach(check -> unlike.addAll(check.problems(exchange.getRequestMethod(), address, query, sent)));
            Kind now = fault;
            if (now == Kind.HANG) {
                hung.await();
                return;
            }
            Answer answer;
            try {
                if (now == Kind.THROTTLED) {
                    // learn.microsoft.com request-limits-and-throttling: 429 with Retry-After in seconds
                    exchange.getResponseHeaders().set("Retry-After", "7");
                    throw new Refusal(429, "TooManyRequests", "The request is being throttled.");
                }
                if (now == Kind.SERVER_ERROR) {
                    throw new Refusal(500, "InternalServerError", "Encountered internal server error.");
                }
                if (now == Kind.FORBIDDEN) {
                    throw new Refusal(403, "AuthorizationFailed", "The client does not have authorization.");
                }
                if (!("Bearer " + OWN_TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                    throw new Refusal(401, "AuthenticationFailed", "Authentication failed.");
                }
                ASKED.add(route.api());
                answer = answer(new Request(
                        route,
                        route.match(address),
                        query(exchange.getRequestURI().getRawQuery()),
                        FakeJson.object(sent),
                        uri()));
            } catch (Refusal refusal) {
                // the form of errors: Azure REST guidelines, "error" with code and message
                answer = new Answer(
                        refusal.status,
                        Map.of(
                                "error",
                                Map.of(
                                        "code",
                                        refusal.code,
                                        "message",
                                        String.valueOf(refusal.getMessage()),
                                        // whatever else an answer quotes is nobody's business
                                        "details",
                                        List.of(Map.of("code", "Quoted", "message", OWN_TOKEN)))));
            }
            if (now == Kind.ANSWER_LOST && route.writes()) {
                return;
            }
            send(exchange, answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.body() == null) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        byte[] bytes = FakeJson.text(answer.body()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Answer answer(Request request) {
        return switch (request.route()) {
            case ASSIGNMENT_PUT, ASSIGNMENT_DELETE, ASSIGNMENTS_LIST -> assignments.answer(request);
            case DEFINITION_GET, DEFINITIONS_LIST -> {
                assignments.scopes().check(request.scope());
                yield definitions.answer(request);
            }
            case PIM_INSTANCES, PIM_REQUESTS, PIM_REQUEST_GET, PIM_REQUEST_PUT -> pim.answer(request);
            case PERMISSIONS -> definitions.permissions(request);
            case ACTIVITY -> activity.answer(request);
        };
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : Optional.ofNullable(raw).orElse("").split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    int writes() {
        return (int) requests.stream()
                .filter(api -> !api.contains("list") && !api.contains(": get"))
                .count();
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
        if (!unlike.isEmpty()) {
            throw new AssertionError("requests unlike what Microsoft publishes: " + unlike);
        }
    }

    private static List<RequestCheck> checks(String type) {
        try {
            return type.isEmpty()
                    ? List.of()
                    : List.of((RequestCheck)
                            Class.forName(type).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("requests cannot be compared with what Microsoft publishes", e);
        }
    }
}
