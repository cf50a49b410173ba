package io.jitaccess.examples.portal.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser page's side of the Chrome DevTools protocol, as far as the tests need it. */
final class DevTools implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PORT_FILE = "DevToolsActivePort";
    private static final long LONGEST_CALL_SECONDS = 60;

    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final StringBuilder part = new StringBuilder();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

    private DevTools() {}

    /** Waits for the browser to name its port, and takes its first page. */
    static DevTools connect(Process browser, Path profile, Duration longest) throws Exception {
        int port = port(browser, profile, longest);
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        JsonNode pages = JSON.readTree(
                http.send(list, HttpResponse.BodyHandlers.ofString()).body());
        String address = "";
        for (JsonNode page : pages) {
            if (page.path("type").asString().equals("page")) {
                address = page.path("webSocketDebuggerUrl").asString();
            }
        }
        DevTools tools = new DevTools();
        tools.socket.complete(http.newWebSocketBuilder()
                .buildAsync(URI.create(address), tools)
                .get(LONGEST_CALL_SECONDS, TimeUnit.SECONDS));
        tools.send("Page.enable");
        tools.send("Runtime.enable");
        tools.send("Log.enable");
        return tools;
    }

    private static int port(Process browser, Path profile, Duration longest) throws Exception {
        Path file = profile.resolve(PORT_FILE);
        long until = System.nanoTime() + longest.toNanos();
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            profile.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (!Files.exists(file) || Files.readAllLines(file).size() < 2) {
                if (!browser.isAlive() || System.nanoTime() > until) {
                    throw new IOException(
                            "the browser did not start: " + Files.readString(profile.resolve("browser.log")));
                }
                java.nio.file.WatchKey key = watch.poll(1, TimeUnit.SECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        }
        return Integer.parseInt(Files.readAllLines(file).get(0));
    }

    /** Sends a command with parameters given as name and value, and waits for its answer. */
    JsonNode send(String method, Object... parameters) {
        java.util.HashMap<String, Object> named = new java.util.HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            named.put((String) parameters[i], parameters[i + 1]);
        }
        int number = numbers.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(number, answer);
        String text = JSON.writeValueAsString(Map.of("id", number, "method", method, "params", named));
        try {
            socket.join().sendText(text, true).get(LONGEST_CALL_SECONDS, TimeUnit.SECONDS);
            return answer.get(LONGEST_CALL_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(method + " failed", e);
        }
    }

    JsonNode evaluate(String expression) {
        JsonNode answer =
                send("Runtime.evaluate", "expression", expression, "awaitPromise", true, "returnByValue", true);
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(answer.path("exceptionDetails")
                    .path("exception")
                    .path("description")
                    .asString());
        }
        return answer.path("result").path("value");
    }

    byte[] screenshot() {
        return Base64.getDecoder()
                .decode(send("Page.captureScreenshot", "format", "png", "captureBeyondViewport", true)
                        .path("data")
                        .asString());
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            JsonNode message = JSON.readTree(part.toString());
            part.setLength(0);
            take(message);
        }
        webSocket.request(1);
        return CompletableFuture.completedStage(null);
    }

    private void take(JsonNode message) {
        if (message.has("id")) {
            CompletableFuture<JsonNode> answer = asked.remove(message.path("id").asInt());
            if (answer != null) {
                answer.complete(message.path("result"));
            }
        } else if (message.path("method").asString().equals("Runtime.exceptionThrown")) {
            errors.add(message.path("params").path("exceptionDetails").toString());
        } else if (message.path("method").asString().equals("Log.entryAdded")
                && message.path("params").path("entry").path("level").asString().equals("error")) {
            errors.add(message.path("params").path("entry").path("text").asString());
        }
    }

    @Override
    public void close() {
        socket.join().abort();
    }
}
