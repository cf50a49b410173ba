package io.jitaccess.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and to what. */
class DoorsTest {

    private static RunningPortal portal;

    @BeforeAll
    static void start() {
        portal = RunningPortal.start();
    }

    @AfterAll
    static void stop() {
        portal.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jit/api/me", "/jit/api/offers", "/jit/api/audit", "/portal/sessions"})
    void nobodyIsAnsweredBeforeChoosingWhomToActAs(String path) {
        assertThat(new Visitor(portal.url()).call("GET", path, null).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/actuator/env", "/actuator/heapdump", "/v3/api-docs", "/sample/eligibilities.yaml", "/other"})
    void whatThePageDoesNotNeedIsNotServed(String path) {
        assertThat(portal.visitor("ana").call("GET", path, null).status()).isIn(403, 404);
    }

    @Test
    void otherSitesCannotMakeABrowserAskOrSwitchPeople() {
        Visitor ana = portal.visitor("ana");
        ana.forgetToken();
        assertThat(ana.post("/requests", "{\"eligibility\": \"one-minute-peek\", \"duration\": \"PT1M\"}")
                        .status())
                .isEqualTo(403);
        assertThat(ana.call("POST", "/portal/act-as", "{\"identity\": \"erin\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void onlySamplePeopleCanBeActedAs() {
        Visitor visitor = portal.visitor("ana");
        assertThat(visitor.call("POST", "/portal/act-as", "{\"identity\": \"mallory\"}")
                        .problem())
                .startsWith("identity unknown");
        assertThat(visitor.get("/me").ok().text("identity")).isEqualTo("ana");
    }

    @Test
    void aNameThatLeadsHereFromOutsideIsRefused() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", portal.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /portal/session HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void thePageMayLoadNothingFromElsewhereAndRunNoInlineScript() throws Exception {
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(portal.url() + "/")).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'self';")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
    }

    @Test
    void aBodyThatIsTooLargeIsNotRead() {
        String large = "{\"identity\": \"" + "x".repeat(70_000) + "\"}";
        assertThat(portal.visitor("ana").call("POST", "/portal/act-as", large).status())
                .isEqualTo(413);
    }
}
