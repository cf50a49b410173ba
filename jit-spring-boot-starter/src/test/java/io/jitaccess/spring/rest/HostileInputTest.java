package io.jitaccess.spring.rest;

import static io.jitaccess.spring.rest.Host.API;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is a problem that names it, and never a fault. */
class HostileInputTest {

    private final HttpApp app = Host.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PT0S",
                "-PT1H",
                "PT-1H",
                "PT0.5S",
                "PT1H0.000000001S",
                "P366D",
                "P367D",
                "P106751991167300D",
                "PT2562047788015215H",
                "-PT2562047788015215H30M8S",
                "PT9223372036854775807S",
                "PT1S"
            })
    void durations(String duration) {
        for (String path : List.of("/requests", "/requests/explain")) {
            Reply reply = app.post("ada", API + path, LifeOfAGrantTest.draft("db-read", duration, "x"));
            assertThat(reply.status()).as(reply.body()).isIn(200, 400, 422);
            if (reply.status() == 200) {
                assertThat(reply.text("result")).isIn("REFUSED", "DENIED");
            } else {
                assertThat(reply.errors()).anyMatch(error -> error.startsWith("duration "));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z",
                "1970-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "2030-01-01T00:00:00.5Z",
                "2029-12-31T23:59:59Z",
                "2030-01-03T00:00:01+00:00"
            })
    void starts(String start) {
        String draft = "{\"eligibility\": \"db-write\", \"duration\": \"PT1H\", \"start\": \"" + start + "\"}";
        Reply reply = app.post("ada", API + "/requests", draft);
        assertThat(reply.status()).as(reply.body()).isIn(201, 400, 422);
        if (reply.status() != 201) {
            assertThat(reply.errors()).anyMatch(error -> error.startsWith("start"));
        }
    }

    static List<String> texts() {
        return List.of(
                "x".repeat(4001),
                "\\u0000",
                "\\u202Eright to left",
                "\\uD800 alone",
                "\\u001B[31mred",
                "'; drop table jit_request; --",
                "<script>alert(1)</script>",
                "${jndi:ldap://example.org/x}",
                "\\r\\nSet-Cookie: a=b",
                "");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void texts_everywhere(String text) {
        for (String body : List.of(
                "{\"eligibility\": \"db-write\", \"duration\": \"PT1H\", \"reason\": \"" + text + "\"}",
                "{\"eligibility\": \"db-write\", \"duration\": \"PT1H\", \"ticket\": \"" + text + "\"}",
                "{\"eligibility\": \"db-write\", \"duration\": \"PT1H\", \"beneficiary\": \"" + text + "\"}",
                "{\"eligibility\": \"" + text + "\", \"duration\": \"PT1H\"}",
                "{\"eligibility\": \"db-write\", \"duration\": \"PT1H\", \"entitlements\": [{\"provider\": \"fake\","
                        + " \"kind\": \"binding\", \"attributes\": {\"name\": \"" + text + "\"}}]}")) {
            Reply reply = app.post("ada", API + "/requests", body);
            assertThat(reply.status()).as(body + reply.body()).isIn(201, 400, 403, 404, 422);
        }
        Reply audit = app.get("eye", API + "/audit?limit=500").is(200);
        assertThat(audit.body()).doesNotContain("\u0000", "\u001B", "\u202E");
    }

    @Test
    void entitlements_that_are_not_offered() {
        for (String entitlement : List.of(
                "{\"provider\": \"none\", \"kind\": \"binding\", \"attributes\": {\"name\": \"orders\"}}",
                "{\"provider\": \"fake\", \"kind\": \"none\", \"attributes\": {\"name\": \"orders\"}}",
                "{\"provider\": \"fake\", \"kind\": \"binding\", \"attributes\": {}}",
                "{\"provider\": \"fake\", \"kind\": \"binding\", \"attributes\": {\"name\": \"other\"}}",
                "{\"provider\": \"fake\", \"kind\": \"group\", \"attributes\": {\"name\": \"orders\"}}",
                "{\"provider\": \"fake\", \"kind\": \"binding\"}")) {
            Reply reply = app.post(
                    "ada",
                    API + "/requests",
                    "{\"eligibility\": \"db-write\", \"duration\": \"PT1H\", \"entitlements\": [" + entitlement + "]}");
            assertThat(reply.status()).as(entitlement + reply.body()).isIn(403, 404, 422);
        }
        String many = "{\"provider\": \"fake\", \"kind\": \"binding\", \"attributes\": {\"name\": \"orders\"}},";
        Reply reply = app.post(
                "ada",
                API + "/requests",
                "{\"eligibility\": \"db-write\", \"duration\": \"PT1H\", \"entitlements\": ["
                        + many.repeat(500).replaceAll(",$", "") + "]}");
        assertThat(reply.status()).as(reply.body()).isIn(201, 422);
    }

    @Test
    void comments_and_numbers() {
        Reply asked = app.post("ada", API + "/requests", LifeOfAGrantTest.draft("db-write", "PT1H", "x"))
                .is(201);
        String decisions = API + "/requests/" + asked.text("id") + "/decisions";
        for (String body : List.of(
                "{\"verdict\": \"APPROVE\", \"version\": 0, \"comment\": \"" + "x".repeat(1001) + "\"}",
                "{\"verdict\": \"APPROVE\", \"version\": 0, \"comment\": \"\\u0000\"}",
                "{\"verdict\": \"APPROVE\", \"version\": -1}",
                "{\"verdict\": \"APPROVE\", \"version\": 9223372036854775807}")) {
            assertThat(app.post("bob", decisions, body).status()).as(body).isIn(409, 422);
        }
        for (String body : List.of(
                "{\"scope\": {\"identity\": \"nobody\"}, \"expected\": -1}",
                "{\"scope\": {\"identity\": \"nobody\"}, \"expected\": 0, \"comment\": \"" + "x".repeat(1001) + "\"}",
                "{\"scope\": {\"provider\": \"none\"}, \"expected\": -9223372036854775808}")) {
            assertThat(app.post("root", API + "/kill-switch", body).status())
                    .as(body)
                    .isIn(404, 409, 422);
        }
    }

    @Test
    void queries() {
        for (String query : List.of(
                "/audit?from=9999-12-31T23:59:59Z",
                "/audit?to=0001-01-01T00:00:00Z&from=9999-12-31T23:59:59Z",
                "/audit?subject=" + "x".repeat(200),
                "/requests?view=all&requester=%27%20or%201=1",
                "/grants?view=all&provider=fake&target=%25")) {
            app.get("eye", API + query).is(200);
        }
        app.get("eye", API + "/audit?from=%2B1000000000-12-31T23:59:59Z").isProblem(400, "malformed");
        app.get("eye", API + "/audit?to=-1000000000-01-01T00:00:00Z").isProblem(400, "malformed");
        app.get("eye", API + "/audit?subject=%00").isProblem(400, "malformed");
        app.get("eye", API + "/audit?subject=" + "x".repeat(201)).isProblem(400, "malformed");
        app.get("eye", API + "/audit?cursor=%27").isProblem(422, "invalid");
    }
}
