package io.jitaccess.spring.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Refusal;
import io.jitaccess.problem.StaleVersionException;
import io.jitaccess.spi.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemTest {

    private static final String API = "/jit/api";
    private static final String DRAFT = "{\"eligibility\": \"db\", \"duration\": \"PT1H\", \"reason\": \"why\"}";

    private HttpApp app;
    private StubJitAccess stub;

    @BeforeAll
    void start() {
        app = HttpApp.start(App.class, Map.of("spring.jackson.property-naming-strategy", "SNAKE_CASE"));
        stub = app.context().getBean(StubJitAccess.class);
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @Test
    void each_refusal_has_its_status_and_lists_every_problem() {
        Map<Refusal, Integer> statuses = Map.of(
                Refusal.INVALID, 422,
                Refusal.NOT_FOUND, 404,
                Refusal.FORBIDDEN, 403,
                Refusal.CONFLICT, 409,
                Refusal.SUSPENDED, 409,
                Refusal.UNAVAILABLE, 503);
        for (Refusal refusal : Refusal.values()) {
            stub.answers(() -> Outcome.refused(
                    refusal, List.of(new Problem("duration", "too-long", "much"), new Problem("", "other", "more"))));

            Reply reply = app.post("ada", API + "/requests", DRAFT)
                    .isProblem(
                            statuses.get(refusal), refusal.name().toLowerCase().replace('_', '-'));

            assertThat(reply.errors()).containsExactly("duration too-long", "other");
            assertThat(reply.header("Retry-After")).isEqualTo(refusal == Refusal.UNAVAILABLE ? "5" : "");
        }
    }

    @Test
    void a_store_that_does_not_answer_is_503_and_says_whether_it_may_have_been_done() {
        stub.answers(() -> {
            throw new StoreException("secret jdbc url", new IllegalStateException("cause"), false);
        });
        Reply reply = app.get("ada", API + "/offers").isProblem(503, "store-unavailable");
        assertThat(reply.errors()).containsExactly("not-done");
        assertThat(reply.header("Retry-After")).isEqualTo("5");
        assertThat(reply.body()).doesNotContain("jdbc");

        stub.answers(() -> {
            throw new StoreException("x", new IllegalStateException("cause"), true);
        });
        assertThat(app.get("ada", API + "/offers")
                        .isProblem(503, "store-unavailable")
                        .errors())
                .containsExactly("outcome-unknown");
    }

    @Test
    void who_came_second_is_told_so() {
        stub.answers(() -> {
            throw new StaleVersionException("request", 3);
        });
        app.get("ada", API + "/offers").isProblem(409, "conflict");
    }

    @Test
    void a_fault_shows_nothing_but_its_name_in_the_log() {
        stub.answers(() -> {
            throw new IllegalStateException("inner secret");
        });
        Reply reply = app.get("ada", API + "/offers").isProblem(500, "fault");
        assertThat(reply.body()).doesNotContain("inner secret");
        assertThat(reply.text("instance")).startsWith("urn:uuid:");
    }

    @Test
    void a_caller_whom_the_host_lets_through_without_a_login_is_nobody() {
        app.post("", API + "/requests", "not even JSON").isProblem(401, "unauthenticated");
        app.get("", API + "/offers").isProblem(401, "unauthenticated");
    }

    @Test
    void what_no_call_of_this_api_fits_is_the_hosts_to_answer() {
        Reply other = app.send("ada", app.request(API + "/offers").GET(), "Accept", "text/html");
        assertThat(other.status()).isEqualTo(406);
        assertThat(other.body()).doesNotContain("urn:jitaccess");
        Reply method = app.send("ada", app.request(API + "/offers").DELETE());
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.body()).doesNotContain("urn:jitaccess");
    }

    @Test
    void a_wrong_password_is_the_hosts_to_refuse() {
        app.send("", app.request(API + "/offers").GET(), "Authorization", "Basic YWRhOndyb25n")
                .is(401);
    }

    @Test
    void bodies_that_are_no_json_are_refused() {
        app.post("ada", API + "/requests", "{").isProblem(400, "malformed");
        assertThat(app.post("ada", API + "/requests", "")
                        .isProblem(400, "malformed")
                        .errors())
                .containsExactly("required");
        app.post("ada", API + "/requests", DRAFT, "Content-Type", "text/plain")
                .isProblem(415, "unsupported-media-type");
        app.post("ada", API + "/requests", DRAFT, "Content-Type", "application/xml")
                .isProblem(415, "unsupported-media-type");
        assertThat(app.post("ada", API + "/requests", "{\"eligibility\": \"DB!\", \"extra\": 1}")
                        .isProblem(400, "malformed")
                        .errors())
                .containsExactlyInAnyOrder("extra unknown", "duration required");
        assertThat(app.post("ada", API + "/requests", """
                                {"eligibility": "DB!", "duration": "PT1H", "beneficiary": "",
                                 "entitlements": [{"provider": "ok", "kind": "NO", "attributes": {}},
                                                  {"provider": "ok", "kind": "ok", "attributes": {"1": "x"}}]}
                                """)
                        .isProblem(400, "malformed")
                        .errors())
                .containsExactlyInAnyOrder(
                        "eligibility malformed",
                        "beneficiary malformed",
                        "entitlements[0].kind malformed",
                        "entitlements[1].attributes malformed");
    }

    @Test
    void a_body_over_the_limit_is_refused() {
        String large = "{\"eligibility\": \"" + "x".repeat(70_000) + "\"}";
        app.post("ada", API + "/requests", large).isProblem(413, "too-large");
    }

    @Test
    void a_decision_needs_the_version_that_was_seen() {
        String decisions = API + "/requests/" + UUID.randomUUID() + "/decisions";
        stub.answers(() -> Outcome.refused(Refusal.CONFLICT, "version", "stale", "read again"));
        assertThat(app.post("ada", decisions, "{\"verdict\": \"APPROVE\"}")
                        .isProblem(428, "version-required")
                        .errors())
                .containsExactly("version required");
        app.post("ada", decisions, "{\"verdict\": \"APPROVE\"}", "If-Match", "*")
                .isProblem(400, "malformed");
        app.post("ada", decisions, "{\"verdict\": \"APPROVE\", \"version\": 1}", "If-Match", "\"2\"")
                .isProblem(400, "malformed");
        app.post("ada", decisions, "{\"verdict\": \"APPROVE\"}", "If-Match", "\"2\"")
                .isProblem(409, "conflict");
        app.post("ada", decisions, "{\"verdict\": \"APPROVE\", \"version\": 2}").isProblem(409, "conflict");
    }

    @Test
    void ids_that_are_none_name_nothing() {
        stub.answers(() -> Outcome.refused(Refusal.FORBIDDEN, "", "x", "not reached"));
        for (String id : List.of("1", "x", "..%2F..", "%00", "00000000-0000-0000-0000-00000000000g")) {
            Reply reply = app.get("ada", API + "/requests/" + id);
            assertThat(reply.status()).as(id).isIn(400, 404);
            assertThat(app.get("ada", API + "/grants/" + id).status()).as(id).isIn(400, 404);
        }
        app.post("ada", API + "/grants/" + UUID.randomUUID() + "/items/-1/credentials", "")
                .isProblem(404, "not-found");
        app.post("ada", API + "/grants/" + UUID.randomUUID() + "/items/99999999999/credentials", "")
                .isProblem(404, "not-found");
    }

    @Test
    void queries_name_every_parameter_that_does_not_fit() {
        assertThat(app.get(
                                "ada",
                                API + "/requests?view=all&state=OPEN&limit=0&requester=%20&foo=1&cursor="
                                        + "x".repeat(201))
                        .isProblem(400, "malformed")
                        .errors())
                .containsExactlyInAnyOrder("state[0] wrong-type", "foo unknown");
        assertThat(app.get("ada", API + "/requests?limit=501&requester=%20a&cursor=" + "x".repeat(201))
                        .isProblem(400, "malformed")
                        .errors())
                .containsExactlyInAnyOrder(
                        "view filtered", "limit malformed", "requester malformed", "cursor malformed");
        assertThat(app.get("ada", API + "/grants?view=all&target=t&eligibility=E!")
                        .isProblem(400, "malformed")
                        .errors())
                .containsExactlyInAnyOrder("provider required", "eligibility malformed");
        assertThat(app.get("ada", API + "/audit?from=now&action=X&request=1&request=2")
                        .isProblem(400, "malformed")
                        .errors())
                .containsExactlyInAnyOrder("from wrong-type", "action[0] wrong-type", "request wrong-type");
        assertThat(app.put("ada", API + "/suspensions?kind=PROVIDER", "{\"reason\": \"r\"}")
                        .isProblem(400, "malformed")
                        .errors())
                .containsExactly("value required");
    }

    @Test
    void a_kill_switch_has_exactly_one_scope() {
        for (String scope : List.of("{}", "{\"identity\": \"a\", \"provider\": \"p\"}")) {
            assertThat(app.post("ada", API + "/kill-switch/count", "{\"scope\": " + scope + "}")
                            .isProblem(400, "malformed")
                            .errors())
                    .containsExactly("scope not-one");
        }
        assertThat(app.post("ada", API + "/kill-switch", "{\"scope\": {\"identity\": \"a\"}}")
                        .isProblem(400, "malformed")
                        .errors())
                .containsExactly("expected required");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(OpenSecurity.class)
    static class App {

        @Bean
        StubJitAccess stub() {
            return new StubJitAccess();
        }

        @Bean
        JitAccess jit(StubJitAccess stub) {
            return stub.jit();
        }
    }
}
