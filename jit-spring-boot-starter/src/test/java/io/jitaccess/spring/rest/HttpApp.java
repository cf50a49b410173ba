package io.jitaccess.spring.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A running application, called over real HTTP with basic authentication; the password of everybody is "pw". */
final class HttpApp implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private HttpApp(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static HttpApp start(Class<?> configuration, Map<String, Object> properties) {
        SpringApplication application = new SpringApplication(configuration);
        application.setDefaultProperties(properties);
        return new HttpApp(application.run("--server.port=0", "--spring.main.banner-mode=off"));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    Reply get(String user, String path) {
        return send(user, request(path).GET());
    }

    Reply post(String user, String path, String body, String... headers) {
        return send(user, body(path, "POST", body), headers);
    }

    Reply put(String user, String path, String body) {
        return send(user, body(path, "PUT", body));
    }

    Reply delete(String user, String path) {
        return send(user, request(path).DELETE());
    }

    /** Sends it as this user; nobody for an empty name. */
    Reply send(String user, HttpRequest.Builder request, String... headers) {
        if (!user.isEmpty()) {
            String login = Base64.getEncoder().encodeToString((user + ":pw").getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + login);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            HttpRequest sent = request.build();
            Reply reply = new Reply(client.send(sent, HttpResponse.BodyHandlers.ofString()));
            assertThat(OpenApiChecker.check(sent.method(), sent.uri().getRawPath(), reply))
                    .as("%s %s: %s", sent.method(), sent.uri(), reply.body())
                    .isEmpty();
            return reply;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    int port() {
        return ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    }

    private HttpRequest.Builder body(String path, String method, String body) {
        HttpRequest.BodyPublisher publisher =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest.Builder request = request(path).method(method, publisher);
        return body.isEmpty() ? request : request.header("Content-Type", "application/json");
    }

    @Override
    public void close() {
        context.close();
    }
}
