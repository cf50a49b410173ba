package io.jitaccess.spring.rest;

import static io.jitaccess.spring.rest.Host.API;
import static io.jitaccess.spring.rest.LifeOfAGrantTest.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.id.GrantId;
import io.jitaccess.spring.Eventually;
import io.jitaccess.spring.TestDirectory;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RightsTest {

    private final HttpApp app = Host.shared();

    @Test
    void somebody_elses_request_and_grant_are_not_there() {
        Reply asked = app.post("ada", API + "/requests", draft("db-write", "PT1H", "mine"))
                .is(201);
        String request = API + "/requests/" + asked.text("id");
        for (String other : List.of("mallory", "ghost")) {
            boolean known = other.equals("mallory");
            Map<String, Reply> replies = Map.of(
                    "find", app.get(other, request),
                    "withdraw", app.post(other, request + "/withdraw", ""),
                    "decide", app.post(other, request + "/decisions", "{\"verdict\": \"APPROVE\", \"version\": 0}"));
            replies.forEach((what, reply) -> reply.isProblem(known ? 404 : 403, known ? "not-found" : "forbidden"));
        }
        String grant = API + "/grants/"
                + app.post("bob", request + "/decisions", "{\"verdict\": \"APPROVE\", \"version\": 0}")
                        .is(200)
                        .text("grant");
        for (Reply reply : List.of(
                app.get("mallory", grant),
                app.post("mallory", grant + "/release", "{}"),
                app.post("mallory", grant + "/extensions", "{\"duration\": \"PT1H\"}"),
                app.post("mallory", grant + "/extensions/explain", "{\"duration\": \"PT1H\"}"),
                app.post("mallory", grant + "/items/0/credentials", ""))) {
            reply.isProblem(404, "not-found");
        }
        assertThat(app.get("mallory", API + "/grants").body()).doesNotContain(grant.substring(grant.length() - 36));
        app.post("mallory", grant + "/revoke", "{}").isProblem(403, "forbidden");
        app.post("eye", grant + "/release", "{}").isProblem(404, "not-found");
        app.post("eye", grant + "/revoke", "{}").isProblem(403, "forbidden");
        app.get("eye", grant).is(200);
        assertThat(app.post("root", grant + "/revoke", "{\"comment\": \"enough\"}")
                        .is(200)
                        .text("endReason"))
                .isEqualTo("REVOKED");
    }

    @Test
    void nobody_approves_their_own_request() {
        Reply asked = app.post("bob", API + "/requests", draft("db-write", "PT1H", "own"))
                .is(201);
        String decisions = API + "/requests/" + asked.text("id") + "/decisions";
        app.post("bob", decisions, "{\"verdict\": \"APPROVE\", \"version\": 0}").isProblem(403, "forbidden");
        app.post("cleo", decisions, "{\"verdict\": \"APPROVE\", \"version\": 0}")
                .is(200);
    }

    @Test
    void a_decision_on_a_version_that_is_no_longer_current_fails() {
        Reply asked = app.post("ada", API + "/requests", draft("everything", "PT1H", "by two"))
                .is(201);
        String decisions = API + "/requests/" + asked.text("id") + "/decisions";
        app.post("bob", decisions, "{\"verdict\": \"APPROVE\", \"version\": 0}").is(200);
        assertThat(app.post("cleo", decisions, "{\"verdict\": \"DENY\", \"version\": 0}")
                        .isProblem(409, "conflict")
                        .errors())
                .anyMatch(error -> error.startsWith("version "));
        app.post("bob", decisions, "{\"verdict\": \"APPROVE\", \"version\": 1}").isProblem(409, "conflict");
        assertThat(app.post("cleo", decisions, "{\"verdict\": \"DENY\", \"version\": 1}")
                        .is(200)
                        .text("state"))
                .isEqualTo("DENIED");
    }

    @Test
    void what_administrators_and_auditors_see_and_do_is_closed_to_others() {
        for (String path : List.of(
                "/requests?view=all",
                "/grants?view=all",
                "/audit",
                "/suspensions",
                "/catalogue",
                "/catalogue/revisions",
                "/drift",
                "/audit?subject=bob")) {
            app.get("ada", API + path).isProblem(403, "forbidden");
            app.get("ghost", API + path).isProblem(403, "forbidden");
            app.get("eye", API + path).is(200);
            app.get("root", API + path).is(200);
        }
        app.get("ada", API + "/audit?subject=ada").is(200);
        for (String user : List.of("ada", "eye")) {
            app.put(user, API + "/catalogue", Host.CATALOGUE).isProblem(403, "forbidden");
            app.put(user, API + "/suspensions?kind=EVERYTHING", "{\"reason\": \"r\"}")
                    .isProblem(403, "forbidden");
            app.delete(user, API + "/suspensions?kind=EVERYTHING").isProblem(403, "forbidden");
            app.post(user, API + "/kill-switch/count", "{\"scope\": {\"identity\": \"ada\"}}")
                    .isProblem(403, "forbidden");
            app.post(user, API + "/kill-switch", "{\"scope\": {\"identity\": \"ada\"}, \"expected\": 0}")
                    .isProblem(403, "forbidden");
        }
    }

    @Test
    void the_kill_switch_ends_what_was_counted_and_blocks_what_comes() throws Exception {
        Reply held = app.post("eve", API + "/requests", draft("db-read", "PT1H", "held"))
                .is(201);
        app.context()
                .getBean(JitAccess.class)
                .grants()
                .whenActive(GrantId.parse(held.text("grant")).orElseThrow())
                .get(20, TimeUnit.SECONDS);
        Reply pending = app.post("eve", API + "/requests", draft("db-write", "PT1H", "pending"))
                .is(201);
        String scope = "\"scope\": {\"identity\": \"eve\"}";
        assertThat(app.post("root", API + "/kill-switch/count", "{" + scope + "}")
                        .is(200)
                        .body())
                .isEqualTo("{\"grants\":1,\"requests\":1}");
        app.post("root", API + "/kill-switch", "{" + scope + ", \"expected\": 0, \"comment\": \"c\"}")
                .isProblem(409, "conflict");
        assertThat(app.post("root", API + "/kill-switch", "{" + scope + ", \"expected\": 1, \"comment\": \"c\"}")
                        .is(200)
                        .body())
                .isEqualTo("{\"grants\":1,\"requests\":1}");
        assertThat(app.get("eve", API + "/requests/" + pending.text("id")).text("state"))
                .isEqualTo("DENIED");
        assertThat(app.get("eve", API + "/grants/" + held.text("grant")).text("endReason"))
                .isEqualTo("REVOKED");

        app.post("eve", API + "/requests", draft("db-read", "PT1H", "again")).isProblem(409, "suspended");
        // shown from the node's memory, which follows the store at each poll
        Eventually.holds(
                "offers shown as blocked",
                () -> app.get("eve", API + "/offers").json().at("/items/0").has("blocked"));
        assertThat(app.get("eye", API + "/suspensions").body()).contains("\"kind\":\"IDENTITY\",\"value\":\"eve\"");
        app.delete("root", API + "/suspensions?kind=IDENTITY&value=eve").is(204);
        app.delete("root", API + "/suspensions?kind=IDENTITY&value=eve").is(204);
        app.post("eve", API + "/requests", draft("db-read", "PT1H", "again")).is(201);
    }

    @Test
    void granting_is_suspended_and_resumed_by_scope() {
        String scope = API + "/suspensions?kind=ELIGIBILITY&value=everything";
        Reply suspended = app.put("root", scope, "{\"reason\": \"audit\"}").is(200);
        assertThat(suspended.text("by")).isEqualTo("root");
        app.post("ada", API + "/requests", draft("everything", "PT1H", "x")).isProblem(409, "suspended");
        app.delete("root", scope).is(204);
        app.put("root", scope, "{\"reason\": \"\"}").isProblem(422, "invalid");
    }

    @Test
    void a_catalogue_is_refused_as_a_whole_with_every_problem() {
        Reply before = app.get("root", API + "/catalogue").is(200);
        String broken = """
                {"document": {"version": 1,
                  "policies": [{"id": "p", "rules": [{"name": "r", "automatic": {"upTo": "PT1H"}}], "typo": 1}],
                  "eligibilities": [
                    {"id": "e", "policy": "none", "duration": {"longest": "1h"}}]}}
                """;
        Reply refused = app.put("root", API + "/catalogue", broken).isProblem(422, "invalid");
        assertThat(refused.errors())
                .containsExactlyInAnyOrder(
                        "policies[p] unknown-field",
                        "eligibilities[e] missing-field",
                        "eligibilities[e] missing-field",
                        "eligibilities[e] missing-field",
                        "eligibilities[e].duration.longest duration",
                        "eligibilities[e].policy unknown-policy");
        app.put("root", API + "/catalogue", "{\"document\": \"text\"}").isProblem(422, "invalid");
        app.put("root", API + "/catalogue", "{\"document\": {\"version\": 1}, \"x\": 1}")
                .isProblem(400, "malformed");
        assertThat(app.get("root", API + "/catalogue").body()).isEqualTo(before.body());
        assertThat(app.get("root", API + "/catalogue/revisions?limit=0")
                        .isProblem(400, "malformed")
                        .errors())
                .containsExactly("limit malformed");
    }

    @Test
    void a_directory_that_does_not_answer_is_unavailable() {
        TestDirectory directory = app.context().getBean(TestDirectory.class);
        directory.silent(true);
        try {
            Reply reply = app.post("ada", API + "/requests", draft("db-read", "PT1H", "x"))
                    .isProblem(503, "unavailable");
            assertThat(reply.header("Retry-After")).isEqualTo("5");
        } finally {
            directory.silent(false);
        }
    }

    @Test
    void a_store_that_does_not_answer_is_unavailable() {
        SilentDataSource store = app.context().getBean(SilentDataSource.class);
        store.silent(true);
        try {
            app.get("ada", API + "/requests").isProblem(503, "store-unavailable");
            app.post("ada", API + "/grants/" + UUID.randomUUID() + "/release", "{}")
                    .isProblem(503, "store-unavailable");
        } finally {
            store.silent(false);
        }
    }
}
