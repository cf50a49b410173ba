package io.jitaccess.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.examples.portal.Visitor.Answer;
import io.jitaccess.examples.portal.database.OrdersDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The README's main job, on the portal as it is started, over HTTP as the page speaks it. */
class PortalTest {

    private static final String STUCK = "select count(*) from orders where status = 'stuck'";

    @TempDir
    static Path folder;

    private static RunningPortal portal;

    @BeforeAll
    static void start() throws Exception {
        portal = RunningPortal.startWithShortPeek(folder, "PT4S");
        Visitor ana = portal.visitor("ana");
        Eventually.answer(
                "the sample's eligibilities are in force",
                () -> ana.get("/offers").ok().body().path("items"),
                offers -> offers.size() == 3);
    }

    @AfterAll
    static void stop() {
        portal.close();
        if (!Boolean.getBoolean("jit.browser")) {
            System.out.println(
                    "The browser test was NOT run; to run it: ./mvnw -Pbrowser -pl examples/portal -am verify");
        }
    }

    /** Asks, has it approved, and waits until it is active; answers the grant's id. */
    private static String granted(Visitor who, String duration, String approver) {
        Answer asked = who.ask("database-debugging", duration, "an order is stuck");
        String grant = portal.visitor(approver).decide(asked, "APPROVE").ok().text("grant");
        who.grantIn(grant, "ACTIVE");
        return grant;
    }

    private static String withAnyClient(JsonNode login, String query) throws SQLException {
        String url = portal.bean(OrdersDatabase.class).url();
        String username = login.path("username").asString();
        try (Connection connection = DriverManager.getConnection(
                        url, username, login.path("password").asString());
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void aDebuggerAsksGetsALoginUsesItLongerThanFirstAskedAndGivesItBack() throws SQLException {
        Visitor ana = portal.visitor("ana");
        Visitor carla = portal.visitor("carla");

        JsonNode explained = ana.post("/requests/explain", """
                        {"eligibility": "database-debugging", "duration": "PT30M", "reason": "order 41 is stuck"}
                        """).ok().body();
        assertThat(explained.path("result").asString()).isEqualTo("PENDING");
        Answer asked = ana.ask("database-debugging", "PT30M", "order 41 is stuck");
        assertThat(asked.text("state")).isEqualTo("PENDING");
        assertThat(asked.body().path("risk").path("factors").size()).isPositive();

        Answer waiting = carla.get("/requests?view=awaiting").ok();
        assertThat(waiting.body().path("items").path(0).path("id").asString()).isEqualTo(asked.text("id"));
        Answer approved = carla.decide(asked, "APPROVE").ok();
        assertThat(approved.text("state")).isEqualTo("APPROVED");

        String grant = approved.text("grant");
        ana.grantIn(grant, "ACTIVE");
        JsonNode login = ana.collect(grant);
        ana.connect(grant, login).ok();
        assertThat(ana.query(grant, STUCK)
                        .ok()
                        .body()
                        .path("rows")
                        .path(0)
                        .path(0)
                        .asString())
                .isEqualTo("9");
        assertThat(ana.query(grant, "update orders set status = 'paid'").problem())
                .startsWith("sql sql: ERROR: permission denied for table orders");
        assertThat(withAnyClient(login, STUCK)).isEqualTo("9");

        String end = ana.grant(grant).text("endsAt");
        Answer longer = ana.post("/grants/" + grant + "/extensions", """
                        {"duration": "PT5M", "reason": "nearly there"}
                        """).ok();
        assertThat(longer.text("state")).isEqualTo("PENDING");
        assertThat(ana.grant(grant).text("endsAt")).isEqualTo(end);
        carla.decide(longer, "APPROVE").ok();
        assertThat(ana.grant(grant).text("endsAt")).isGreaterThan(end);
        assertThat(ana.query(grant, STUCK).status())
                .as("the open session goes on")
                .isEqualTo(200);

        ana.post("/grants/" + grant + "/release", null).ok();
        assertThat(ana.grantIn(grant, "ENDED").text("endReason")).isEqualTo("RELEASED");
        assertThat(ana.query(grant, STUCK).status()).isEqualTo(410);
        assertThat(ana.session().path("message").asString()).contains("terminating connection");
        assertThatThrownBy(() -> withAnyClient(login, STUCK)).isInstanceOf(SQLException.class);
        assertThat(ana.post("/grants/" + grant + "/items/0/credentials", null).status())
                .isEqualTo(409);
    }

    @Test
    void theOpenSessionIsCutWhenTheTimeIsOver() {
        Visitor dmitri = portal.visitor("dmitri");
        String grant = dmitri.ask("one-minute-peek", "PT4S", "").text("grant");
        dmitri.grantIn(grant, "ACTIVE");
        dmitri.connect(grant, dmitri.collect(grant)).ok();
        dmitri.query(grant, STUCK).ok();
        assertThat(dmitri.session().path("state").asString()).isEqualTo("OPEN");

        JsonNode cut = Eventually.answer(
                "the session is cut",
                dmitri::session,
                session -> session.path("state").asString().equals("CUT"));

        assertThat(cut.path("message").asString()).contains("terminating connection due to administrator command");
        assertThat(dmitri.grantIn(grant, "ENDED").text("endReason")).isEqualTo("EXPIRED");
    }

    @Test
    void anAdministratorEndsEverythingOfOnePersonAfterSeeingHowMuchThatIs() {
        Visitor ben = portal.visitor("ben");
        Visitor erin = portal.visitor("erin");
        String grant = granted(ben, "PT20M", "dmitri");
        ben.connect(grant, ben.collect(grant)).ok();
        Answer pending = ben.ask("orders-write", "PT10M", "INC-7 needs a hand");

        String scope = "{\"scope\": {\"identity\": \"ben\"}}";
        JsonNode counted = erin.post("/kill-switch/count", scope).ok().body();
        assertThat(counted.path("grants").asInt()).isEqualTo(1);
        assertThat(counted.path("requests").asInt()).isEqualTo(1);
        String use = "{\"scope\": {\"identity\": \"ben\"}, \"expected\": %d, \"comment\": \"laptop lost\"}";
        assertThat(erin.post("/kill-switch", use.formatted(0)).status()).isEqualTo(409);
        erin.post("/kill-switch", use.formatted(1)).ok();

        assertThat(ben.grantIn(grant, "ENDED").text("endReason")).isEqualTo("REVOKED");
        assertThat(ben.session().path("state").asString()).isEqualTo("CUT");
        assertThat(ben.get("/requests/" + pending.text("id")).text("state")).isEqualTo("DENIED");
        Answer refused = ben.post("/requests", """
                {"eligibility": "one-minute-peek", "duration": "PT4S"}
                """);
        assertThat(refused.status()).isEqualTo(409);

        erin.delete("/suspensions?kind=IDENTITY&value=ben").ok();
        assertThat(ben.ask("one-minute-peek", "PT4S", "").text("state")).isEqualTo("APPROVED");
    }

    @Test
    void writingNeedsTwoPeopleWhoAreNotTheOneWhoAsked() {
        Visitor dmitri = portal.visitor("dmitri");
        Answer asked = dmitri.ask("orders-write", "PT10M", "INC-8 wrong stock");

        assertThat(dmitri.decide(asked, "APPROVE").status()).isEqualTo(403);
        assertThat(portal.visitor("ana").decide(asked, "APPROVE").status()).isIn(403, 404);
        Answer first = portal.visitor("carla").decide(asked, "APPROVE").ok();
        assertThat(first.text("state")).isEqualTo("PENDING");
        dmitri.post("/requests/" + asked.text("id") + "/withdraw", null).ok();
    }

    @Test
    void aReasonThatNamesNoIncidentIsRefusedAtItsField() {
        Answer refused = portal.visitor("ana").post("/requests", """
                        {"eligibility": "orders-write", "duration": "PT10M", "reason": "because"}
                        """);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problem()).startsWith("reason ").contains("INC-1042");
    }

    @Test
    void somebodyElsesLoginIsNeitherCollectedNorUsed() {
        Visitor ana = portal.visitor("ana");
        Visitor dmitri = portal.visitor("dmitri");
        String hers = granted(ana, "PT20M", "carla");
        JsonNode login = ana.collect(hers);
        String his = dmitri.ask("database-debugging", "PT5M", "mine").text("grant");
        dmitri.grantIn(his, "ACTIVE");

        assertThat(dmitri.post("/grants/" + hers + "/items/0/credentials", null).status())
                .isIn(403, 404);
        assertThat(dmitri.connect(hers, login).status()).isEqualTo(404);
        assertThat(dmitri.connect(his, login).problem()).startsWith("username other-login");
        assertThat(ana.connect(hers, login.path("username").asString(), "guess").problem())
                .startsWith("password login-refused");
        ana.connect(hers, login).ok();
        ana.post("/grants/" + hers + "/release", null).ok();
        dmitri.post("/grants/" + his + "/release", null).ok();
    }

    @Test
    void aSupportShiftOpensTheStandingLoginForItsTimeOnly() {
        Visitor ben = portal.visitor("ben");
        Answer asked = ben.ask("support-shift", "PT1H", "on call");
        String grant = portal.visitor("carla").decide(asked, "APPROVE").ok().text("grant");
        ben.grantIn(grant, "ACTIVE");

        ben.connect(grant, "ben", "ben-sample").ok();
        assertThat(ben.query(grant, STUCK)
                        .ok()
                        .body()
                        .path("rows")
                        .path(0)
                        .path(0)
                        .asString())
                .isEqualTo("9");
        ben.post("/grants/" + grant + "/release", null).ok();
        ben.grantIn(grant, "ENDED");

        assertThat(ben.query(grant, STUCK).status()).isEqualTo(410);
        assertThat(ben.connect(grant, "ben", "ben-sample").status()).isEqualTo(404);
    }

    @Test
    void anAuditorReadsEverythingAndChangesNothing() {
        Visitor felix = portal.visitor("felix");
        Visitor ana = portal.visitor("ana");
        Answer asked = ana.ask("database-debugging", "PT30M", "for the auditor to see");

        JsonNode events =
                felix.get("/audit?request=" + asked.text("id")).ok().body().path("items");
        assertThat(events.findValuesAsString("action")).contains("REQUEST_CREATED", "STAGE_OPENED");
        assertThat(felix.get("/requests/" + asked.text("id")).ok().text("reason"))
                .isEqualTo("for the auditor to see");
        assertThat(felix.decide(asked, "APPROVE").status()).isEqualTo(403);
        assertThat(felix.post("/kill-switch/count", "{\"scope\": {\"identity\": \"ana\"}}")
                        .status())
                .isEqualTo(403);
        assertThat(ana.get("/audit").status()).isEqualTo(403);
        assertThat(ana.get("/audit?subject=ana").ok().body().path("items").size())
                .isPositive();
        ana.post("/requests/" + asked.text("id") + "/withdraw", null).ok();
    }

    @Test
    void aServiceAsksForItself() {
        Visitor report = portal.visitor("nightly-report");
        String grant = report.ask("nightly-report", "PT2M", "").text("grant");
        report.grantIn(grant, "ACTIVE");
        assertThat(report.collect(grant).path("username").asString()).startsWith("jit_");
        report.post("/grants/" + grant + "/release", null).ok();
    }
}
