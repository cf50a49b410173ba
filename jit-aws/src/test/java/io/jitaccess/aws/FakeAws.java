package io.jitaccess.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A fake of ours of the AWS services that the provider uses: one HTTP server that speaks AWS's JSON and query protocols
 * to the unmodified SDK. What each service does is in its own class, each rule with its source.
 */
final class FakeAws implements AutoCloseable {

    /** One service; called under a lock. */
    interface Service {
        /**
         * Answers a call.
         *
         * @throws AwsFault to refuse it
         */
        Object answer(String operation, JsonNode request);

        /** Called after every change. */
        void notice();

        /** From now on reads are so far behind. */
        void lag(Duration behind);
    }

    static final JsonMapper JSON = JsonMapper.builder().build();

    /** The field of a request that says for which region it was signed. */
    static final String REGION = "(region)";

    private static final Set<String> READS = Set.of("Get", "List", "Describe", "Lookup", "Simulate", "Assume");

    final TestClock clock;
    final FakeIdentityStore store;
    final FakeIam iam;
    final FakeSsoAdmin sso;
    final FakeSts sts;
    final FakeCloudTrail trail;
    final FakeOrganizations organizations;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fake-aws");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();
    private volatile Duration latency = Duration.ZERO;
    private volatile Duration drag = Duration.ZERO;
    private volatile Runnable beforeCall = () -> {};
    private final AtomicReference<ProviderFaults.@Nullable Kind> fault = new AtomicReference<>();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile HttpServer server;
    private final int port;

    FakeAws(TestClock clock) {
        this.clock = clock;
        this.store = new FakeIdentityStore(clock);
        this.iam = new FakeIam(clock);
        this.trail = new FakeCloudTrail(clock);
        services.put(FakeCloudTrail.TARGET, trail);
        this.sts = new FakeSts(clock, iam);
        this.sso = new FakeSsoAdmin(clock, store);
        services.put("SWBExternalService", sso);
        this.organizations = new FakeOrganizations(sso);
        services.put(FakeOrganizations.TARGET, organizations);
        services.put("AWSIdentityStore", store);
        services.put("iam", iam);
        services.put("sts", sts);
        this.server = listen(0);
        this.port = server.getAddress().getPort();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Rights by their names, such as {@code iam:GetUser}, of all calls that came in. */
    Set<String> seen() {
        return new TreeSet<>(seen);
    }

    int requests() {
        return requests.get();
    }

    /** How many calls came in that change something. */
    int writes() {
        return writes.get();
    }

    /** How often each right was used, and how often each refusal was answered, since the last time. */
    Map<String, Integer> takeCounts() {
        Map<String, Integer> taken = new TreeMap<>(counts);
        counts.clear();
        return taken;
    }

    /** Runs something before the call that comes after so many others; it may make calls of its own. */
    void beforeCall(int after, Runnable work) {
        AtomicInteger calls = new AtomicInteger();
        beforeCall = () -> {
            if (calls.getAndIncrement() == after) {
                work.run();
            }
        };
    }

    /** From now on reads are so far behind. */
    void lag(Duration behind) {
        synchronized (services) {
            services.values().forEach(service -> service.lag(behind));
        }
    }

    /** How long an answer takes besides. */
    void latency(Duration each) {
        latency = each;
    }

    /** From now on so much of the fake's time passes before each answer. */
    void drags(Duration each) {
        drag = each;
    }

    /** Runs something between two calls. */
    <T> T quietly(java.util.function.Supplier<T> work) {
        synchronized (services) {
            T done = work.get();
            services.values().forEach(Service::notice);
            return done;
        }
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

    @Override
    public void close() {
        held.countDown();
        server.stop(0);
        threads.shutdownNow();
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
        requests.incrementAndGet();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestURI().getPath().equals("/federation")) {
            signIn(exchange);
            return;
        }
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String service;
        String operation;
        JsonNode request;
        if (target == null) {
            Map<String, String> form = form(body);
            operation = form.getOrDefault("Action", "");
            service = form.getOrDefault("Version", "").equals("2011-06-15") ? "sts" : "iam";
            request = JSON.valueToTree(form);
        } else {
            service = target.substring(0, target.lastIndexOf('.'));
            operation = target.substring(target.lastIndexOf('.') + 1);
            request = JSON.readTree(body.isEmpty() ? "{}" : body);
            ((ObjectNode) request).put(REGION, region(exchange));
        }
        seen.add(right(service) + ":" + operation);
        counts.merge(right(service) + ":" + operation, 1, Integer::sum);
        LockSupport.parkNanos(latency.toNanos());
        clock.advance(drag);
        beforeCall.run();
        boolean query = target == null;
        if (isWrite(operation)) {
            writes.incrementAndGet();
        }
        ProviderFaults.Kind now = fault.get();
        if (now == ProviderFaults.Kind.HANG) {
            await();
            exchange.close();
            return;
        }
        if (now == ProviderFaults.Kind.THROTTLED) {
            refuse(exchange, query, new AwsFault(400, query ? "Throttling" : "ThrottlingException", "Rate exceeded"));
        } else if (now == ProviderFaults.Kind.SERVER_ERROR) {
            refuse(exchange, query, new AwsFault(500, "InternalFailure", "Something went wrong"));
        } else if (now == ProviderFaults.Kind.FORBIDDEN) {
            refuse(
                    exchange,
                    query,
                    query
                            ? new AwsFault(403, "AccessDenied", "not authorized")
                            : new AwsFault(400, "AccessDeniedException", "not authorized"));
        } else {
            serve(exchange, query, service, operation, request, now == ProviderFaults.Kind.ANSWER_LOST);
        }
    }

    private void signIn(HttpExchange exchange) throws IOException {
        ProviderFaults.Kind now = fault.get();
        if (now == ProviderFaults.Kind.HANG) {
            await();
            exchange.close();
            return;
        }
        try {
            if (now != null) {
                throw new AwsFault(500, "InternalFailure", "Something went wrong");
            }
            Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
            Object answer = quietly(() -> sts.signIn(query));
            send(exchange, 200, JSON.writeValueAsString(answer));
        } catch (AwsFault e) {
            refuse(exchange, false, e);
        }
    }

    private void serve(
            HttpExchange exchange, boolean query, String service, String operation, JsonNode request, boolean lost)
            throws IOException {
        try {
            Object answer;
            synchronized (services) {
                Service known = services.get(service);
                if (known == null) {
                    throw new AwsFault(400, "UnknownOperationException", "no such service: " + service);
                }
                answer = known.answer(operation, request);
                known.notice();
            }
            if (lost && isWrite(operation)) {
                clock.advance(sso.takes);
                exchange.close();
                return;
            }
            String text = query ? Xml.response(operation, answer) : JSON.writeValueAsString(answer);
            send(exchange, 200, text);
        } catch (AwsFault e) {
            refuse(exchange, query, e);
        }
    }

    private static boolean isWrite(String operation) {
        return READS.stream().noneMatch(operation::startsWith);
    }

    private void await() {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(HttpExchange exchange, boolean query, AwsFault fault) throws IOException {
        counts.merge(fault.code(), 1, Integer::sum);
        exchange.getResponseHeaders().set("x-amzn-RequestId", "fake");
        send(exchange, fault.status(), query ? Xml.error(fault) : JSON.writeValueAsString(fault.body()));
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Of the credential's scope: key, day, region, service (AWS General Reference, Signature Version 4). */
    private static String region(HttpExchange exchange) {
        String signed = exchange.getRequestHeaders().getFirst("Authorization");
        String[] scope = signed == null ? new String[0] : signed.split("/");
        return scope.length > 2 ? scope[2] : "";
    }

    private static String right(String service) {
        return switch (service) {
            case "AWSIdentityStore" -> "identitystore";
            case "SWBExternalService" -> "sso";
            case FakeOrganizations.TARGET -> "organizations";
            default -> service.contains("cloudtrail") ? "cloudtrail" : service;
        };
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            List<String> parts = List.of(pair.split("=", 2));
            form.put(
                    URLDecoder.decode(parts.get(0), StandardCharsets.UTF_8),
                    parts.size() == 1 ? "" : URLDecoder.decode(parts.get(1), StandardCharsets.UTF_8));
        }
        return form;
    }
}
