package io.jitaccess.spring.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer. */
record Reply(HttpResponse<String> response) {

    private static final JsonMapper JSON = new JsonMapper();

    int status() {
        return response.statusCode();
    }

    String body() {
        return response.body();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
        return JSON.readTree(body());
    }

    String text(String field) {
        return json().get(field).asString();
    }

    Reply is(int expected) {
        assertThat(status()).as(body()).isEqualTo(expected);
        return this;
    }

    /** It is a problem of this type, and nothing of the inside is shown. */
    Reply isProblem(int expected, String type) {
        is(expected);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(text("type")).isEqualTo("urn:jitaccess:problem:" + type);
        assertThat(json().get("status").asInt()).isEqualTo(expected);
        assertThat(body()).doesNotContain("Exception", "at io.", "java.", "jackson");
        return this;
    }

    /** The fields of the problem, each with its code. */
    List<String> errors() {
        List<String> errors = new ArrayList<>();
        json().get("errors")
                .forEach(error -> errors.add(
                        (error.get("field").asString() + " " + error.get("code").asString()).strip()));
        return errors;
    }
}
