package io.jitaccess.spring.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jitaccess.approval.Verdict;
import io.jitaccess.problem.Problem;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BinderTest {

    @Test
    void a_body_becomes_a_record() {
        DraftJson draft = read("""
                {"eligibility": "db", "duration": "PT2H", "start": "2026-11-22T08:00:00Z", "reason": "why", "ticket": null,
                 "entitlements": [{"provider": "p", "kind": "k", "attributes": {"role": "r"}}]}
                """, DraftJson.class);

        assertThat(draft)
                .isEqualTo(new DraftJson(
                        "db",
                        null,
                        List.of(new EntitlementJson("p", "k", Map.of("role", "r"))),
                        Duration.ofHours(2),
                        Instant.parse("2026-11-22T08:00:00Z"),
                        "why",
                        null));
        assertThat(read("{\"verdict\": \"DENY\", \"version\": 7}", VerdictJson.class))
                .isEqualTo(new VerdictJson(Verdict.DENY, null, 7L));
    }

    @Test
    void everything_that_does_not_fit_is_listed() {
        assertThat(problems("""
                        {"duration": "2h", "start": "tomorrow", "reason": 7, "ticket": true, "beneficiary": ["x"],
                         "entitlements": [{"provider": 1, "attributes": {"role": null, "a\\nb": 1}}, "text", {}],
                         "admin": true}
                        """, DraftJson.class))
                .containsExactlyInAnyOrder(
                        "admin unknown",
                        "eligibility required",
                        "duration wrong-type",
                        "start wrong-type",
                        "reason wrong-type",
                        "ticket wrong-type",
                        "beneficiary wrong-type",
                        "entitlements[0].provider wrong-type",
                        "entitlements[0].kind required",
                        "entitlements[0].attributes.role wrong-type",
                        "entitlements[0].attributes.a?b wrong-type",
                        "entitlements[1] wrong-type",
                        "entitlements[2].provider required",
                        "entitlements[2].kind required");
    }

    @Test
    void nothing_is_coerced() {
        for (String version : List.of("\"7\"", "7.0", "7.5", "1e3", "9223372036854775808", "true", "[7]")) {
            assertThat(problems("{\"verdict\": \"DENY\", \"version\": " + version + "}", VerdictJson.class))
                    .containsExactly("version wrong-type");
        }
        for (String verdict : List.of("\"deny\"", "0", "\" DENY\"", "\"\"", "null")) {
            assertThat(problems("{\"version\": 1, \"verdict\": " + verdict + "}", VerdictJson.class))
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("verdict ");
        }
        for (String duration : List.of("\"P\"", "\"PT99999999999999999999H\"", "3600", "\"\"", "\"P1Y\"")) {
            assertThat(problems("{\"eligibility\": \"e\", \"duration\": " + duration + "}", DraftJson.class))
                    .containsExactly("duration wrong-type");
        }
    }

    @Test
    void what_is_not_one_json_object_is_refused() {
        for (String body : List.of(
                "",
                "{",
                "{} {}",
                "[]",
                "null",
                "\"text\"",
                "{'verdict': 1}",
                "{\"verdict\": NaN}",
                "\u0000",
                "{\"a\":1,}")) {
            assertThat(problems(body, VerdictJson.class)).as(body).isNotEmpty();
        }
        assertThat(problems("{\"verdict\": \"DENY\", \"verdict\": \"APPROVE\"}", VerdictJson.class))
                .containsExactly(" not-json");
        assertThat(problems("{\"comment\":".repeat(1000) + "1" + "}".repeat(1000), VerdictJson.class))
                .containsExactly(" not-json");
    }

    @Test
    void a_body_over_the_limit_is_refused_before_it_is_parsed() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ApiJson.text(new ByteArrayInputStream(new byte[101]), 100))
                .satisfies(e -> assertThat(e.type()).isEqualTo(ProblemType.TOO_LARGE));
    }

    @Test
    void no_more_problems_are_listed_than_anybody_reads() {
        StringBuilder body = new StringBuilder("{\"verdict\": \"DENY\"");
        for (int i = 0; i < 3000; i++) {
            body.append(", \"").append("x".repeat(10)).append(i).append("\": 1");
        }
        assertThat(problems(body.append("}").toString(), VerdictJson.class)).hasSize(100);
    }

    @Test
    void a_query_is_read_by_the_same_rules() {
        assertThat(Binder.bind(
                        QueryResolver.json(
                                RequestParameters.class,
                                Map.of("view", texts("all"), "state", texts("PENDING", "DENIED"), "limit", texts("7"))),
                        RequestParameters.class))
                .satisfies(parameters -> {
                    assertThat(parameters.view()).isEqualTo(RequestParameters.View.ALL);
                    assertThat(parameters.state()).hasSize(2);
                    assertThat(parameters.limit()).isEqualTo(7);
                });
        ProblemException e = catchThrowableOfType(
                ProblemException.class,
                () -> Binder.bind(
                        QueryResolver.json(
                                RequestParameters.class,
                                Map.of(
                                        "view", texts("ALL"),
                                        "state", texts("PENDING", "x"),
                                        "limit", texts("many"),
                                        "requester", texts("a", "b"),
                                        "states", texts("PENDING"),
                                        "a/b~c", texts("1", "2"))),
                        RequestParameters.class));
        assertThat(e.problems())
                .extracting(Problem::field)
                .containsExactlyInAnyOrder("view", "state[1]", "limit", "requester", "states", "a?b?c");
    }

    private static String[] texts(String... texts) {
        return texts;
    }

    private static List<String> problems(String body, Class<?> type) {
        return catchThrowableOfType(ProblemException.class, () -> read(body, type)).problems().stream()
                .map(problem -> problem.field() + " " + problem.code())
                .toList();
    }

    private static <T> T read(String body, Class<T> type) {
        return Binder.bind(ApiJson.read(body), type);
    }
}
