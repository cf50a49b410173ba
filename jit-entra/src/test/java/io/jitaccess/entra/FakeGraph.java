package io.jitaccess.entra;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Our own fake of Microsoft Graph 1.0, as far as this module calls it. It speaks HTTP and JSON as Graph does and is driven
 * by Microsoft's unmodified client. Each rule names its source; what Graph does beside these rules, it does not show.
 */
final class FakeGraph implements ProviderFaults, AutoCloseable {

    private static final String VERSION = "/v1.0";

    static {
        System.out.println(
                "not run: requests are not compared with Microsoft's description of Graph, as no package has it");
    }

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "fake-graph");
        thread.setDaemon(true);
        return thread;
    });

    /** Every operation that any fake was asked for in this run. */
    static final Set<String> ASKED = ConcurrentHashMap.newKeySet();

    /** What is answered to one request. */
    record Reply(int status, @Nullable JsonObject body, Optional<String> retryAfter) {
        /** In the answer to a batch there is none to this request. */
        static final Reply LEFT_OUT = Reply.of(0);

        /** In the answer to a batch there is something to this request that is no answer. */
        static final Reply GARBLED = Reply.of(0);

        static Reply of(int status) {
            return new Reply(status, null, Optional.empty());
        }

        static Reply of(int status, JsonObject body) {
            return new Reply(status, body, Optional.empty());
        }
    }

    /** An answer that is no success: {@code {"error": {"code", "message"}}} (learn.microsoft.com/graph/errors). */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int status;
        final String code;

        Refusal(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }

        Reply reply(Optional<String> retryAfter) {
            JsonObject error = new JsonObject();
            error.addProperty("code", code);
            error.addProperty("message", getMessage());
            JsonObject body = new JsonObject();
            body.add("error", error);
            return new Reply(status, body, retryAfter);
        }
    }

    final FakeDirectory directory;
    final FakeLogs logs;
    /** What was asked, each request of a batch alone: method and path. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    final List<FakeRequest> sent = new CopyOnWriteArrayList<>();
    /** Calls over HTTP. */
    final AtomicInteger calls = new AtomicInteger();
    /** Of these the ones that could change something. */
    final AtomicInteger writingCalls = new AtomicInteger();

    /** Changes that were made. */
    private final Set<FakeRequest> took = ConcurrentHashMap.newKeySet();

    private final int port;
    private @Nullable HttpServer server;
    private volatile @Nullable Kind fault;
    private volatile boolean wholeBatch;
    private volatile Function<FakeRequest, Optional<Reply>> special = request -> Optional.empty();
    private volatile CountDownLatch hung = new CountDownLatch(0);
    /** What it takes and counts where somebody measures. */
    final FakeLimits limits;

    FakeGraph(Clock clock) {
        this.limits = new FakeLimits(clock);
        this.directory = new FakeDirectory(clock);
        this.logs = new FakeLogs();
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
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Answers that come in place of the usual ones. */
    void answer(Function<FakeRequest, Optional<Reply>> instead) {
        special = instead;
    }

    /** Faults strike a batch as a whole, and not each request in it. */
    void faultsStrikeBatches() {
        wholeBatch = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            JsonObject body = text.isEmpty()
                    ? new JsonObject()
                    : JsonParser.parseString(text).getAsJsonObject();
            calls.incrementAndGet();
            String uri = exchange.getRequestURI().toString();
            boolean batch = uri.equals(VERSION + "/$batch") || uri.equals(VERSION + "/%24batch");
            List<FakeRequest> all = batch
                    ? batched(body)
                    : List.of(FakeRequest.of(
                            exchange.getRequestMethod(),
                            uri.substring(VERSION.length()),
                            exchange.getRequestHeaders().getFirst("ConsistencyLevel"),
                            body,
                            "0"));
            boolean writes = all.stream().anyMatch(request -> request.route().writes());
            if (writes) {
                writingCalls.incrementAndGet();
            }
            limits.call(batch ? "POST /$batch" : all.get(0).route().api(), writes);
            if (fault == Kind.HANG) {
                hung.await();
                return;
            }
            Reply reply = authorized(exchange, batch, all);
            if (fault == Kind.ANSWER_LOST && all.stream().anyMatch(took::contains)) {
                return;
            }
            send(exchange, reply);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // a test that goes wrong in here would otherwise only see a lost answer
            System.err.println("the fake of Graph failed: " + e);
            throw e;
        }
    }

    private Reply authorized(HttpExchange exchange, boolean batch, List<FakeRequest> all) {
        // learn.microsoft.com/graph/errors
        if (!("Bearer " + OwnAccount.TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return new Refusal(401, "InvalidAuthenticationToken", "Access token is empty.").reply(Optional.empty());
        }
        if (!batch) {
            return reply(all.get(0));
        }
        if (wholeBatch && fault != null) {
            return faulty().orElseGet(() -> batch(all));
        }
        return batch(all);
    }

    /**
     * Up to twenty requests, each with an answer of its own that names it; their order is not kept
     * (learn.microsoft.com/graph/json-batching).
     */
    private Reply batch(List<FakeRequest> all) {
        if (all.size() > 20) {
            return new Refusal(400, "BadRequest", "Number of batch request steps exceeds the maximum value of 20.")
                    .reply(Optional.empty());
        }
        List<JsonObject> answers = new ArrayList<>();
        for (FakeRequest request : all) {
            Reply reply = reply(request);
            if (reply == Reply.LEFT_OUT) {
                continue;
            }
            JsonObject answer = new JsonObject();
            answer.addProperty("id", request.id());
            if (reply == Reply.GARBLED) {
                answer.addProperty("status", "so-so");
                answers.add(answer);
                continue;
            }
            answer.addProperty("status", reply.status());
            JsonObject headers = new JsonObject();
            headers.addProperty("Content-Type", "application/json");
            reply.retryAfter().ifPresent(after -> headers.addProperty("Retry-After", after));
            answer.add("headers", headers);
            if (reply.body() != null) {
                answer.add("body", reply.body());
            }
            answers.add(answer);
        }
        Collections.reverse(answers);
        JsonArray responses = new JsonArray();
        answers.forEach(responses::add);
        JsonObject body = new JsonObject();
        body.add("responses", responses);
        return Reply.of(200, body);
    }

    private static List<FakeRequest> batched(JsonObject body) {
        List<FakeRequest> all = new ArrayList<>();
        for (JsonElement each : body.getAsJsonArray("requests")) {
            JsonObject request = each.getAsJsonObject();
            JsonObject headers = request.has("headers") ? request.getAsJsonObject("headers") : new JsonObject();
            if (headers.has("Authorization") || headers.has("authorization")) {
                throw new AssertionError("a token inside of a batch");
            }
            String level = headers.keySet().stream()
                    .filter("ConsistencyLevel"::equalsIgnoreCase)
                    .map(name -> headers.get(name).getAsString())
                    .findFirst()
                    .orElse(null);
            all.add(FakeRequest.of(
                    request.get("method").getAsString(),
                    request.get("url").getAsString(),
                    level,
                    request.has("body") ? request.getAsJsonObject("body") : new JsonObject(),
                    request.get("id").getAsString()));
        }
        return all;
    }

    private Reply reply(FakeRequest request) {
        requests.add(request.line());
        sent.add(request);
        Optional<Reply> instead = special.apply(request);
        if (instead.isPresent()) {
            return instead.get();
        }
        Optional<Reply> failed = faulty();
        if (failed.isPresent()) {
            return failed.get();
        }
        ASKED.add(request.route().api());
        Optional<Reply> tooMuch = limits.take(request);
        if (tooMuch.isPresent()) {
            return tooMuch.get();
        }
        try {
            Reply reply = switch (request.route()) {
                case AUDITS_READ, SIGN_INS_READ -> logs.reply(request, uri() + VERSION);
                default -> directory.reply(request, uri() + VERSION);
            };
            if (request.route().writes()) {
                took.add(request);
            }
            return reply;
        } catch (Refusal refusal) {
            return refusal.reply(Optional.empty());
        }
    }

    private Optional<Reply> faulty() {
        @Nullable Kind now = fault;
        if (now == Kind.THROTTLED) {
            // learn.microsoft.com/graph/throttling: 429 with the seconds to wait
            return Optional.of(new Refusal(429, "TooManyRequests", "Too many requests.").reply(Optional.of("7")));
        }
        if (now == Kind.SERVER_ERROR) {
            return Optional.of(
                    new Refusal(500, "InternalServerError", "An internal error occurred.").reply(Optional.empty()));
        }
        if (now == Kind.FORBIDDEN) {
            return Optional.of(new Refusal(
                            403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
                    .reply(Optional.empty()));
        }
        return Optional.empty();
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        reply.retryAfter().ifPresent(after -> exchange.getResponseHeaders().set("Retry-After", after));
        if (reply.body() == null) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        byte[] bytes = reply.body().toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
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
