package io.jitaccess.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.spi.Channel.Delivery;
import io.jitaccess.spi.Notification;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class WebhookChannelTest {

    private static final WebhookSecret SECRET =
            WebhookSecret.of("a secret of more than 24 bytes".getBytes(StandardCharsets.UTF_8));
    private static final Instant NOW = Instant.parse("2026-11-23T09:31:00Z");
    private static final Notification EVENT = Events.active(Map.of("reason", "grüß dich"));

    private static WebhookChannelBuilder to(URI endpoint) {
        return WebhookChannel.builder("siem", endpoint, SECRET)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .timeout(Duration.ofSeconds(45));
    }

    private static Delivery.Failed failed(Delivery delivery) {
        assertThat(delivery).isInstanceOf(Delivery.Failed.class);
        return (Delivery.Failed) delivery;
    }

    private static boolean verify(Receiver.Received request, WebhookSecret secret) {
        return WebhookSignature.verify(
                List.of(secret),
                request.headers()::getFirst,
                request.body(),
                NOW.plusSeconds(2),
                Duration.ofMinutes(5));
    }

    @Test
    void anEventArrivesAsACloudEvent() {
        try (Receiver receiver = Receiver.answering(204)) {
            Delivery delivery = to(receiver.at("/hooks?tenant=1"))
                    .source(URI.create("https://jit.example.com/"))
                    .build()
                    .deliver(EVENT);

            assertThat(delivery).isEqualTo(Delivery.delivered());
            Receiver.Received request = receiver.received.get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/hooks?tenant=1");
            assertThat(request.headers().getFirst("content-type"))
                    .isEqualTo("application/cloudevents+json; charset=utf-8");
            JsonMapper json = JsonMapper.builder().build();
            assertThat(json.readTree(request.body())).isEqualTo(json.readTree("""
                                    {
                                      "specversion": "1.0",
                                      "id": "5e0f3d2c-8a34-4d0f-9f61-0d8a4c7b1e22",
                                      "source": "https://jit.example.com/",
                                      "type": "io.jitaccess.grant_active.v1",
                                      "time": "2026-11-23T09:30:00.123456Z",
                                      "subject": "ada",
                                      "datacontenttype": "application/json",
                                      "data": {
                                        "action": "GRANT_ACTIVE",
                                        "actor": {"type": "IDENTITY", "id": "system"},
                                        "subject": "ada",
                                        "request": "0b9c2f5e-3c1d-4d8e-a7f6-1f2e3d4c5b6a",
                                        "grant": "f1e2d3c4-b5a6-4978-8f6e-5d4c3b2a1908",
                                        "details": {"reason": "grüß dich"},
                                        "toUsers": ["ada", "grace"],
                                        "toGroups": ["dba"]
                                      }
                                    }
                                    """));
        }
    }

    @Test
    void theRequestCarriesTheEventsIdTheTimeOfTheTryAndItsSignature() {
        try (Receiver receiver = Receiver.answering(200)) {
            to(receiver.at("/")).build().deliver(EVENT);

            Receiver.Received request = receiver.received.get(0);
            assertThat(request.headers().getFirst("webhook-id")).isEqualTo(Events.ID.toString());
            assertThat(request.headers().getFirst("webhook-timestamp")).isEqualTo(String.valueOf(NOW.getEpochSecond()));
            assertThat(verify(request, SECRET)).isTrue();
            assertThat(verify(request, WebhookSecret.of(new byte[32]))).isFalse();
        }
    }

    @Test
    void duringARotationTheRequestIsSignedWithBothSecrets() {
        WebhookSecret next = WebhookSecret.of(new byte[32]);
        try (Receiver receiver = Receiver.answering(200)) {
            to(receiver.at("/")).alsoSigningWith(next).build().deliver(EVENT);

            Receiver.Received request = receiver.received.get(0);
            assertThat(verify(request, SECRET)).isTrue();
            assertThat(verify(request, next)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 429, 500, 503})
    void whatIsNot2xxHasFailed(int status) {
        try (Receiver receiver = Receiver.answering(status)) {
            WebhookChannel channel = to(receiver.at("/")).build();

            assertThat(channel.deliver(EVENT)).isEqualTo(Delivery.failed("status " + status));
            channel.deliver(EVENT);
            assertThat(receiver.received).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        try (Receiver elsewhere = Receiver.answering(200);
                Receiver receiver = Receiver.answering(
                        status, "location", elsewhere.at("/stolen").toString())) {
            Delivery delivery = to(receiver.at("/")).build().deliver(EVENT);

            assertThat(delivery).isEqualTo(Delivery.failed("status " + status + ": redirects are not followed"));
            assertThat(elsewhere.received).isEmpty();
        }
    }

    @Test
    void anEndpointThatAsksToWaitIsLeftAloneUntilThen() {
        try (Receiver receiver = Receiver.answering(503, "retry-after", "120")) {
            WebhookChannel channel = to(receiver.at("/")).build();

            assertThat(failed(channel.deliver(EVENT)).retryAfter()).contains(Duration.ofMinutes(2));
            Delivery.Failed second = failed(channel.deliver(EVENT));

            assertThat(second.message()).isEqualTo("not sent: the endpoint asked to be left alone");
            assertThat(second.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(60), Duration.ofMinutes(2));
            assertThat(receiver.received).hasSize(1);
        }
    }

    @Test
    void afterTheWaitTheEndpointIsAskedAgain() {
        try (Receiver receiver = Receiver.answering(429, "retry-after", "1")) {
            WebhookChannel channel = to(receiver.at("/")).build();
            long began = System.nanoTime();

            while (receiver.received.size() < 2 && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(20)) {
                channel.deliver(EVENT);
            }

            assertThat(receiver.received).hasSize(2);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void anEndpointThatIsGoneIsLeftAloneForADay() {
        try (Receiver receiver = Receiver.answering(410)) {
            WebhookChannel channel = to(receiver.at("/")).build();

            assertThat(channel.deliver(EVENT))
                    .isEqualTo(
                            new Delivery.Failed("status 410: the endpoint is gone", Optional.of(Duration.ofDays(1))));
            channel.deliver(EVENT);
            assertThat(receiver.received).hasSize(1);
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() {
        try (Receiver receiver = Receiver.waiting((exchange, closing) -> closing.await())) {
            Delivery delivery =
                    to(receiver.at("/")).timeout(Duration.ofMillis(300)).build().deliver(EVENT);

            assertThat(failed(delivery).message()).isEqualTo("no answer within PT0.3S");
        }
    }

    @Test
    void anAnswerWhoseBodyNeverEndsCountsByItsStatus() {
        try (Receiver receiver = Receiver.waiting((exchange, closing) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            closing.await();
        })) {
            Delivery delivery =
                    to(receiver.at("/")).timeout(Duration.ofSeconds(4)).build().deliver(EVENT);

            assertThat(delivery).isEqualTo(Delivery.delivered());
        }
    }

    @Test
    void anAnswerOfAbsurdLengthIsCutOff() throws InterruptedException {
        CountDownLatch cutOff = new CountDownLatch(1);
        try (Receiver receiver = Receiver.with(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(new byte[8192]);
                }
            } catch (IOException e) {
                cutOff.countDown();
            }
        })) {
            Delivery delivery = to(receiver.at("/")).build().deliver(EVENT);

            assertThat(delivery).isEqualTo(Delivery.delivered());
            assertThat(cutOff.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aPortThatNobodyListensOnHasFailed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        Delivery delivery =
                to(URI.create("http://localhost:" + port + "/")).build().deliver(EVENT);

        assertThat(failed(delivery).message()).startsWith("ConnectException");
    }

    @Test
    void aCertificateThatNobodyVouchesForHasFailed(@TempDir Path folder) throws Exception {
        SSLContext tls = SelfSigned.in(folder);
        try (Receiver receiver = Receiver.withTls(tls, exchange -> exchange.sendResponseHeaders(200, -1))) {
            WebhookChannelBuilder builder = to(receiver.at("/"));

            assertThat(failed(builder.build().deliver(EVENT)).message()).startsWith("SSLHandshakeException");
            assertThat(receiver.received).isEmpty();

            HttpClient trusting = HttpClient.newBuilder().sslContext(tls).build();
            assertThat(builder.client(trusting).build().deliver(EVENT)).isEqualTo(Delivery.delivered());
        }
    }

    @Test
    void anInterruptEndsTheTryAndIsPassedOn() {
        try (Receiver receiver = Receiver.waiting((exchange, closing) -> closing.await())) {
            WebhookChannel channel = to(receiver.at("/")).build();
            Thread.currentThread().interrupt();

            Delivery delivery = channel.deliver(EVENT);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(delivery).isEqualTo(Delivery.failed("interrupted"));
        }
    }

    @Test
    void onlyWhatIsWantedIsSent() {
        WebhookChannelBuilder builder = to(URI.create("https://hooks.example.com/"));

        assertThat(builder.build().wants(AuditAction.DRIFT_SCANNED)).isTrue();
        WebhookChannel some = builder.only(Set.of(AuditAction.GRANT_ACTIVE)).build();
        assertThat(some.wants(AuditAction.GRANT_ACTIVE)).isTrue();
        assertThat(some.wants(AuditAction.GRANT_ENDED)).isFalse();
        assertThat(some.name()).isEqualTo("siem");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com/in",
                "HTTPS://hooks.example.com:8443/in?key=1",
                "http://localhost:8080/",
                "http://127.0.0.2/",
                "http://[::1]:8080/"
            })
    void httpsAndThisMachineAreAllowed(String endpoint) {
        to(URI.create(endpoint)).build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com/",
                "http://localhost.example.com/",
                "http://127.0.0.1.example.com/",
                "http://[::2]/",
                "http://10.0.0.1/"
            })
    void plainHttpToElsewhereIsRefusedUnlessAllowedByName(String endpoint) {
        WebhookChannelBuilder builder = to(URI.create(endpoint));

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("endpoint must use https, as it is not on this machine");
        builder.insecurePlainHttpAllowed().build();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndNoPathRepeated() {
        WebhookChannelBuilder builder = WebhookChannel.builder(
                        " ", URI.create("http://user:pass@hooks.example.com/token?key=token#token"), SECRET)
                .alsoSigningWith(SECRET)
                .alsoSigningWith(SECRET)
                .alsoSigningWith(SECRET)
                .alsoSigningWith(SECRET)
                .source(URI.create(""))
                .timeout(Duration.ofMinutes(2))
                .connectTimeout(Duration.ZERO)
                .client(HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build());

        assertThatThrownBy(builder::build)
                .hasMessage("name must not begin or end with white space; endpoint must use https, as it is not on this"
                        + " machine; endpoint must have neither user nor fragment; source must not be empty; at most 4"
                        + " secrets, not 5; connectTimeout must be PT0.001S to PT1M, not PT0S; timeout must be PT0.001S"
                        + " to PT1M, not PT2M; the client must never follow redirects");
        for (String relative : List.of("/hook", "mailto:a@b.c", "ftp://host/", "https:/hook", "https://bad_host/")) {
            assertThatThrownBy(() -> to(URI.create(relative)).build())
                    .hasMessage("endpoint must be an absolute https URI with a host");
        }
    }
}
