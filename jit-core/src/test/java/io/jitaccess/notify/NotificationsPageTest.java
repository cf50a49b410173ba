package io.jitaccess.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.spi.Channel;
import io.jitaccess.spi.Channel.Delivery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** The code of {@code docs/notifications.md} is the code between the marks below, and runs. */
@Timeout(120)
class NotificationsPageTest {

    private static final Path PAGE = Path.of("../docs/notifications.md");
    private static final Path SOURCE = Path.of("src/test/java/io/jitaccess/notify/NotificationsPageTest.java");

    private final Clock clock = Clock.systemUTC();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final List<byte[]> handled = new ArrayList<>();
    private List<WebhookSecret> secrets = List.of();

    private static Channel send(URI endpoint, String secret) {
        // page: send
        Channel siem = WebhookChannel.builder("siem", endpoint, WebhookSecret.parse(secret))
                .source(URI.create("https://portal.example.com"))
                .only(Set.of(AuditAction.GRANT_ACTIVE, AuditAction.GRANT_ENDED, AuditAction.REVOCATION_OVERDUE))
                .build();
        // end
        return siem;
    }

    // page: receive
    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(1_000_000);
        boolean genuine = WebhookSignature.verify(
                secrets, exchange.getRequestHeaders()::getFirst, body, clock.instant(), Duration.ofMinutes(5));
        if (genuine && seen.add(exchange.getRequestHeaders().getFirst(WebhookSignature.ID))) {
            handle(body);
        }
        exchange.sendResponseHeaders(genuine ? 204 : 401, -1);
        exchange.close();
    }
    // end

    private void handle(byte[] body) {
        handled.add(body);
    }

    @Test
    void whatThePageSendsIsWhatThePageReceivesOnce() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
        try {
            URI endpoint = URI.create("http://localhost:" + server.getAddress().getPort() + "/jit");
            String text = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
            secrets = List.of(WebhookSecret.parse(text));
            Channel siem = send(endpoint, text);

            assertThat(siem.deliver(Events.active(Map.of()))).isEqualTo(Delivery.delivered());
            assertThat(siem.deliver(Events.active(Map.of()))).isEqualTo(Delivery.delivered());
            assertThat(handled).hasSize(1);

            Channel forger = send(endpoint, "whsec_" + "A".repeat(32));
            assertThat(forger.deliver(Events.active(Map.of()))).isEqualTo(Delivery.failed("status 401"));
            assertThat(handled).hasSize(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void thePageHoldsTheCodeThatRunsHere() throws IOException {
        Map<String, String> marked = marked(Files.readString(SOURCE));

        assertThat(marked).containsOnlyKeys("send", "receive");
        assertThat(blocks("java")).containsExactlyInAnyOrderElementsOf(marked.values());
    }

    @Test
    void theEventOnThePageIsOneThatIsSent() throws IOException {
        byte[] event = EventJson.cloudEvent(
                Events.active(Map.of("note", "free text")), URI.create("https://portal.example.com"));

        JsonMapper json = JsonMapper.builder().build();
        assertThat(blocks("json"))
                .singleElement()
                .satisfies(block -> assertThat(json.readTree(block)).isEqualTo(json.readTree(event)));
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE, StandardCharsets.UTF_8))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static Map<String, String> marked(String source) {
        return Pattern.compile("^ *// page: (\\w+)\n(.*?)^ *// end\n", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(source)
                .results()
                .collect(Collectors.toMap(
                        block -> block.group(1),
                        (MatchResult block) -> block.group(2).stripTrailing().stripIndent() + "\n"));
    }
}
