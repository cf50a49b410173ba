package io.jitaccess.spring.rest;

import static io.jitaccess.spring.rest.Host.API;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.grant.Grant;
import io.jitaccess.id.GrantId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LifeOfAGrantTest {

    private final HttpApp app = Host.shared();
    private final JitAccess jit = app.context().getBean(JitAccess.class);

    @Test
    void everybody_is_told_who_they_are() {
        Reply ada = app.get("ada", API + "/me").is(200);
        assertThat(ada.text("identity")).isEqualTo("ada");
        assertThat(ada.text("kind")).isEqualTo("HUMAN");
        assertThat(ada.text("displayName")).isEqualTo("ada");
        assertThat(ada.json().get("roles")).isEmpty();
        assertThat(app.get("root", API + "/me").json().get("roles").toString()).isEqualTo("[\"ADMINISTRATOR\"]");
        assertThat(app.get("eye", API + "/me").json().get("roles").toString()).isEqualTo("[\"AUDITOR\"]");
        app.get("ghost", API + "/me").isProblem(403, "forbidden");
    }

    @Test
    void offers_say_what_may_be_asked_for() {
        Reply offers = app.get("ada", API + "/offers").is(200);
        assertThat(offers.json()
                        .get("items")
                        .valueStream()
                        .map(o -> o.get("eligibility").asString()))
                .containsExactlyInAnyOrder("db-read", "db-write", "everything");
        JsonNode read = offers.json()
                .get("items")
                .valueStream()
                .filter(offer -> offer.get("eligibility").asString().equals("db-read"))
                .findFirst()
                .orElseThrow();
        assertThat(read.get("duration").toString())
                .isEqualTo("{\"shortest\":\"PT1M\",\"longest\":\"PT4H\",\"longestTotal\":\"PT4H\"}");
        assertThat(read.get("ticketRequired").asBoolean()).isFalse();
        assertThat(read.has("blocked")).isFalse();
        assertThat(app.get("cleo", API + "/offers").json().get("items")).isEmpty();
    }

    @Test
    void an_explanation_says_what_would_happen_and_suggests_what_passes() {
        Reply denied = app.post("ada", API + "/requests/explain", draft("db-read", "PT2H", "why"))
                .is(200);
        assertThat(denied.text("result")).isEqualTo("DENIED");
        assertThat(denied.json().get("rules").get(0).get("applies").asString()).isEqualTo("NO");
        assertThat(denied.json().at("/deciding/outcome/kind").asString()).isEqualTo("DENIED");
        JsonNode suggested = denied.json().get("suggestions").get(0).get("draft");
        assertThat(app.post("ada", API + "/requests/explain", suggested.toString())
                        .is(200)
                        .text("result"))
                .isEqualTo("APPROVED");
        Reply refused = app.post("ada", API + "/requests/explain", draft("db-read", "PT10H", ""))
                .is(200);
        assertThat(refused.text("result")).isEqualTo("REFUSED");
        assertThat(refused.json().get("problems")).hasSizeGreaterThan(1);
        assertThat(app.get("ada", API + "/requests").json().get("items"))
                .noneMatch(r -> r.get("reason").asString().equals("why"));
    }

    @Test
    void a_request_is_decided_held_lengthened_and_given_back() throws Exception {
        Reply asked = app.post("ada", API + "/requests", draft("db-write", "PT1H", "repair"))
                .is(201);
        assertThat(asked.text("state")).isEqualTo("PENDING");
        assertThat(asked.header("ETag")).isEqualTo("\"0\"");
        String request = asked.header("Location");
        assertThat(request).isEqualTo(API + "/requests/" + asked.text("id"));
        assertThat(app.get("ada", request).is(200).body()).isEqualTo(asked.body());
        assertThat(ids(app.get("bob", API + "/requests?view=awaiting"))).contains(asked.text("id"));
        assertThat(ids(app.get("ada", API + "/requests?view=awaiting"))).doesNotContain(asked.text("id"));

        Reply decided = app.post(
                        "bob",
                        request + "/decisions",
                        "{\"verdict\": \"APPROVE\", \"comment\": \"fine\"}",
                        "If-Match",
                        asked.header("ETag"))
                .is(200);
        assertThat(decided.text("state")).isEqualTo("APPROVED");
        assertThat(decided.json().at("/decisions/0/approver").asString()).isEqualTo("bob");
        String grant = API + "/grants/" + decided.text("grant");
        active(decided.text("grant"));
        Reply held = app.get("ada", grant).is(200);
        assertThat(held.text("state")).isEqualTo("ACTIVE");
        assertThat(held.json().at("/items/0/assignment").asString()).isEqualTo("PRESENT");

        String more = "{\"duration\": \"PT30M\", \"reason\": \"more\"}";
        assertThat(app.post("ada", grant + "/extensions/explain", more).is(200).text("result"))
                .isEqualTo("PENDING");
        Reply extension = app.post("ada", grant + "/extensions", more).is(201);
        assertThat(extension.text("extending")).isEqualTo(decided.text("grant"));
        app.post("cleo", extension.header("Location") + "/decisions", "{\"verdict\": \"APPROVE\", \"version\": 0}")
                .is(200);
        assertThat(app.get("ada", grant).text("endsAt")).isGreaterThan(held.text("endsAt"));

        Reply released =
                app.post("ada", grant + "/release", "{\"comment\": \"done\"}").is(200);
        assertThat(released.text("endReason")).isEqualTo("RELEASED");
        assertThat(released.text("endedBy")).isEqualTo("ada");
        assertThat(app.post("ada", grant + "/release", "").is(200).text("endComment"))
                .isEqualTo("done");

        Reply record = app.get("eye", API + "/audit?grant=" + decided.text("grant") + "&limit=500")
                .is(200);
        assertThat(record.json()
                        .get("items")
                        .valueStream()
                        .map(e -> e.get("action").asString()))
                .contains("GRANT_CREATED", "GRANT_ACTIVE", "GRANT_EXTENDED", "GRANT_ENDING");
    }

    @Test
    void what_a_provider_tells_is_read_through_the_library() throws Exception {
        Reply approved = app.post("ada", API + "/requests", draft("db-read", "PT1H", "look"))
                .is(201);
        String grant = API + "/grants/" + approved.text("grant");
        active(approved.text("grant"));
        Reply activity = app.get("ada", grant + "/items/0/activity").is(200);
        assertThat(activity.json().get("items")).isEmpty();
        assertThat(activity.text("limits")).isNotEmpty();
        app.get("mallory", grant + "/items/0/activity").isProblem(404, "not-found");
        assertThat(app.get("ada", grant + "/items/0/activity?cursor=none")
                        .isProblem(422, "invalid")
                        .errors())
                .containsExactly("cursor no-such-page");

        String entitlements = API + "/providers/fake/kinds/group/entitlements";
        assertThat(app.get("eye", entitlements).is(200).json().get("items")).isEmpty();
        app.get("ada", entitlements).isProblem(403, "forbidden");
        app.get("eye", API + "/providers/none/kinds/group/entitlements").isProblem(404, "not-found");
    }

    @Test
    void a_credential_is_collected_by_its_holder_and_is_nowhere_else() throws Exception {
        Reply approved = app.post("ada", API + "/requests", draft("db-read", "PT1H", "look"))
                .is(201);
        String grant = API + "/grants/" + approved.text("grant");
        active(approved.text("grant"));
        assertThat(app.get("ada", grant).json().at("/items/0/collectable").asBoolean())
                .isTrue();
        for (String other : List.of("mallory", "root", "eye")) {
            app.post(other, grant + "/items/0/credentials", "").isProblem(404, "not-found");
        }
        assertThat(app.post("ada", grant + "/items/7/credentials", "")
                        .isProblem(404, "not-found")
                        .errors())
                .containsExactly("index unknown");

        Reply credential = app.post("ada", grant + "/items/0/credentials", "").is(200);

        assertThat(credential.header("Cache-Control")).isEqualTo("no-store");
        List<String> secrets = new ArrayList<>();
        credential.json().get("fields").forEach(field -> secrets.add(field.asString()));
        assertThat(secrets).isNotEmpty();
        String password = credential.json().at("/fields/password").asString();
        assertThat(app.get("eye", API + "/audit?limit=500").is(200).body())
                .contains("CREDENTIAL_COLLECTED")
                .doesNotContain(password);
        assertThat(app.get("ada", grant).body()).doesNotContain(password);
        app.post("ada", grant + "/release", "").is(200);
        app.post("ada", grant + "/items/0/credentials", "").isProblem(409, "conflict");
    }

    @Test
    void asking_again_with_the_same_key_answers_with_the_first_request() {
        String key = UUID.randomUUID().toString();
        String draft = draft("everything", "PT1H", "once");
        Reply first = app.post("ada", API + "/requests", draft, "Idempotency-Key", key)
                .is(201);
        Reply again = app.post("ada", API + "/requests", draft, "Idempotency-Key", key)
                .is(200);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        Reply other = app.post("mallory", API + "/requests", draft, "Idempotency-Key", key)
                .is(201);
        assertThat(other.text("id")).isNotEqualTo(first.text("id"));
        assertThat(app.post("ada", API + "/requests", draft, "Idempotency-Key", "x".repeat(201))
                        .isProblem(422, "invalid")
                        .errors())
                .anyMatch(error -> error.startsWith("Idempotency-Key "));
    }

    @Test
    void asking_at_once_with_the_same_key_makes_one_request() {
        String key = UUID.randomUUID().toString();
        String draft = draft("everything", "PT1H", "at once");
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            replies.add(CompletableFuture.supplyAsync(
                    () -> app.post("ada", API + "/requests", draft, "Idempotency-Key", key)));
        }
        assertThat(replies.stream()
                        .map(CompletableFuture::join)
                        .map(reply -> reply.text("id"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void lists_are_read_part_by_part() {
        for (int i = 0; i < 5; i++) {
            app.post("bob", API + "/requests", draft("everything", "PT1H", "part " + i))
                    .is(201);
        }
        List<String> reasons = new ArrayList<>();
        String cursor = "";
        do {
            Reply part = app.get("root", API + "/requests?view=all&requester=bob&state=PENDING&limit=2" + cursor)
                    .is(200);
            part.json()
                    .get("items")
                    .forEach(request -> reasons.add(request.get("reason").asString()));
            cursor = part.json().has("next") ? "&cursor=" + part.text("next") : "";
        } while (!cursor.isEmpty());
        assertThat(reasons).containsExactlyInAnyOrder("part 0", "part 1", "part 2", "part 3", "part 4");
        assertThat(app.get("bob", API + "/requests?cursor=nonsense")
                        .isProblem(422, "invalid")
                        .errors())
                .containsExactly("cursor no-such-page");
    }

    @Test
    void a_pending_request_is_taken_back() {
        Reply asked = app.post("ada", API + "/requests", draft("db-write", "PT1H", "oops"))
                .is(201);
        String request = API + "/requests/" + asked.text("id");
        assertThat(app.post("ada", request + "/withdraw", "").is(200).text("state"))
                .isEqualTo("WITHDRAWN");
        app.post("ada", request + "/withdraw", "").isProblem(409, "conflict");
        app.post("bob", request + "/decisions", "{\"verdict\": \"DENY\", \"version\": 1}")
                .isProblem(404, "not-found");
    }

    private Grant active(String grant) throws Exception {
        return jit.grants().whenActive(GrantId.parse(grant).orElseThrow()).get(20, TimeUnit.SECONDS);
    }

    static String draft(String eligibility, String duration, String reason) {
        return """
                {"eligibility": "%s", "duration": "%s", "reason": "%s"}
                """.formatted(eligibility, duration, reason);
    }

    private static List<String> ids(Reply list) {
        return list.is(200)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("id").asString())
                .toList();
    }
}
