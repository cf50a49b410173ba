package io.jitaccess.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpTransport;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The transport alone, as it would be if nothing above it held it back. */
class TransportTest {

    private final HttpTransport transport = Transport.open();

    @AfterEach
    void close() throws IOException {
        transport.shutdown();
    }

    @Test
    void a_redirect_is_an_answer_and_a_cookie_is_forgotten() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Cookie"));
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.getResponseHeaders().set("Set-Cookie", "a=b; Path=/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        try {
            for (int i = 0; i < 2; i++) {
                HttpRequest request = request(server.getAddress().getPort());
                request.setThrowExceptionOnExecuteError(false);
                request.setFollowRedirects(false);
                assertThat(request.execute().getStatusCode()).isEqualTo(302);
            }
        } finally {
            server.stop(0);
        }
        assertThat(seen).containsExactly("/ null", "/ null");
    }

    @Test
    void a_request_whose_connection_dies_is_sent_once() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread dies = new Thread(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept()) {
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                                .readLine();
                        requests.incrementAndGet();
                    } catch (IOException closed) {
                        // the test is over
                    }
                }
            });
            dies.setDaemon(true);
            dies.start();
            HttpRequest request = request(server.getLocalPort());
            request.setNumberOfRetries(0);
            assertThatThrownBy(request::execute).isInstanceOf(IOException.class);
        }
        assertThat(requests).hasValue(1);
    }

    private HttpRequest request(int port) throws IOException {
        return transport.createRequestFactory().buildGetRequest(new GenericUrl("http://127.0.0.1:" + port + "/"));
    }
}
