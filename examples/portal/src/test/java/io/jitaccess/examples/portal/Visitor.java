package io.jitaccess.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One browser session, spoken over HTTP as the page does. */
final class Visitor {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String API = "/jit/api";

    /** An answer; the body is missing where there is none. */
    record Answer(int status, JsonNode body) {

        Answer ok() {
            assertThat(status).as("%s", body).isBetween(200, 299);
            return this;
        }

        /** The field, code and message of its first problem. */
        String problem() {
            JsonNode first = body.path("errors").path(0);
            return first.path("field").asString("") + " " + first.path("code").asString("") + ": "
                    + first.path("message").asString("");
        }

        String text(String field) {
            return body.path(field).asString("");
        }
    }

    private final String url;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();
    private String csrf = "";

    Visitor(String url) {
        this.url = url;
    }

    void actAs(String identity) {
        readToken();
        call("POST", "/portal/act-as", "{\"identity\": \"" + identity + "\"}").ok();
        readToken();
    }

    private void readToken() {
        csrf = call("GET", "/portal/session", null)
                .ok()
                .body()
                .path("csrf")
                .path("token")
                .asString();
    }

    void forgetToken() {
        csrf = "";
    }

    Answer get(String path) {
        return call("GET", API + path, null);
    }

    Answer post(String path, String body) {
        return call("POST", API + path, body);
    }

    Answer delete(String path) {
        return call("DELETE", API + path, null);
    }

    Answer call(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (!method.equals("GET") && !csrf.isEmpty()) {
            request.header("X-CSRF-TOKEN", csrf);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(response.statusCode(), JSON.readTree(json ? response.body() : "{}"));
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method + " " + path, e);
        }
    }

    Answer ask(String eligibility, String duration, String reason) {
        return post("/requests", """
                        {"eligibility": "%s", "duration": "%s", "reason": "%s"}
                        """.formatted(eligibility, duration, reason)).ok();
    }

    Answer decide(Answer request, String verdict) {
        return post("/requests/" + request.text("id") + "/decisions", """
                {"verdict": "%s", "comment": "looked at it", "version": %s}
                """.formatted(
                        verdict, request.body().path("version").asString()));
    }

    Answer grant(String id) {
        return get("/grants/" + id).ok();
    }

    Answer grantIn(String id, String state) {
        return Eventually.answer(
                "grant " + state,
                () -> grant(id),
                answer -> answer.text("state").equals(state));
    }

    /** The login of the grant's only item: fields as the provider gave them. */
    JsonNode collect(String grant) {
        return post("/grants/" + grant + "/items/0/credentials", null)
                .ok()
                .body()
                .path("fields");
    }

    Answer connect(String grant, JsonNode login) {
        return connect(
                grant, login.path("username").asString(), login.path("password").asString());
    }

    Answer connect(String grant, String username, String password) {
        return call(
                "PUT",
                "/portal/sessions/" + grant,
                JSON.writeValueAsString(java.util.Map.of("username", username, "password", password)));
    }

    Answer query(String grant, String sql) {
        return call(
                "POST", "/portal/sessions/" + grant + "/query", JSON.writeValueAsString(java.util.Map.of("sql", sql)));
    }

    /** What the portal says of the only open connection. */
    JsonNode session() {
        return call("GET", "/portal/sessions", null).ok().body().path(0);
    }
}
