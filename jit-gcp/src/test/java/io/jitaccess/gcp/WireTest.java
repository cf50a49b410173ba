package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WireTest {

    @Test
    void a_credential_that_is_missing_fails_the_request_and_is_looked_for_again() throws IOException {
        AtomicInteger looked = new AtomicInteger();
        Wire wire = new Wire(
                () -> {
                    if (looked.incrementAndGet() == 1) {
                        throw new IOException("a path that tells too much");
                    }
                    return World.own();
                },
                Duration.ofSeconds(1));
        HttpRequestFactory requests = new NetHttpTransport().createRequestFactory(wire);
        GenericUrl anywhere = new GenericUrl("http://127.0.0.1/");

        assertThatThrownBy(() -> requests.buildGetRequest(anywhere))
                .isInstanceOf(NoCredentialException.class)
                .hasNoCause()
                .hasMessageNotContaining("path");
        HttpRequest next = requests.buildGetRequest(anywhere);
        requests.buildGetRequest(anywhere);

        assertThat(next.getHeaders().getAuthorization()).startsWith("Bearer ");
        assertThat(looked).hasValue(2);
    }

    @Test
    void each_request_is_tried_once_bounded_in_time_followed_nowhere_and_not_logged() throws IOException {
        Wire wire = new Wire(World::own, Duration.ofSeconds(4));
        HttpRequest request =
                new NetHttpTransport().createRequestFactory(wire).buildGetRequest(new GenericUrl("http://127.0.0.1/"));

        assertThat(request.getNumberOfRetries()).isZero();
        assertThat(request.getIOExceptionHandler()).isNull();
        assertThat(request.getFollowRedirects()).isFalse();
        assertThat(request.getReadTimeout()).isEqualTo(4_000);
        assertThat(request.getConnectTimeout()).isEqualTo(2_000);
        assertThat(request.isLoggingEnabled()).isFalse();
        assertThat(request.isCurlLoggingEnabled()).isFalse();
    }

    /** With what was refused nothing is sent again: the next call has the new one. */
    @Test
    void a_refused_credential_is_renewed_once_and_its_request_is_not_sent_again() throws IOException {
        List<String> sent = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            sent.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(sent.size() == 1 ? 401 : 500, -1);
            exchange.close();
        });
        server.start();
        AtomicInteger renewed = new AtomicInteger();
        Wire wire = new Wire(() -> renewable(renewed), Duration.ofSeconds(5));
        HttpRequestFactory requests = new NetHttpTransport().createRequestFactory(wire);
        GenericUrl there =
                new GenericUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        try {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> requests.buildGetRequest(there).execute())
                        .isInstanceOf(HttpResponseException.class);
            }
        } finally {
            server.stop(0);
        }
        assertThat(sent).containsExactly("Bearer t0", "Bearer t1");
        assertThat(renewed).hasValue(1);
    }

    @Test
    void a_credential_that_cannot_be_renewed_leaves_the_answer_as_it_is() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        server.start();
        try {
            HttpRequest request = new NetHttpTransport()
                    .createRequestFactory(new Wire(World::own, Duration.ofSeconds(5)))
                    .buildGetRequest(new GenericUrl(
                            "http://127.0.0.1:" + server.getAddress().getPort() + "/"));
            assertThatThrownBy(request::execute)
                    .isInstanceOfSatisfying(
                            HttpResponseException.class,
                            answer -> assertThat(answer.getStatusCode()).isEqualTo(401));
        } finally {
            server.stop(0);
        }
    }

    private static GoogleCredentials renewable(AtomicInteger renewed) {
        Date far = Date.from(Instant.parse("2100-01-01T00:00:00Z"));
        return new GoogleCredentials(GoogleCredentials.newBuilder().setAccessToken(new AccessToken("t0", far))) {
            private static final long serialVersionUID = 1L;

            @Override
            public AccessToken refreshAccessToken() {
                return new AccessToken("t" + renewed.incrementAndGet(), far);
            }
        };
    }
}
