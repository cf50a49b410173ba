package io.jitaccess.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IssuedLoginTest {

    private static final TestServer SERVER = TestServer.get();

    private final PostgresProvider provider =
            SERVER.provider().databases("sales", "a b/ü").build();
    private final AccessRef access =
            TestServer.access(provider, TestServer.person("nobody-in-particular"), TestServer.login("app_read"));

    @BeforeAll
    static void dataThatTheRoleMayRead() {
        SERVER.sql(
                "create table if not exists login_data (n int)",
                "grant select on login_data to app_read",
                "grant create on schema public to app_read");
    }

    @Test
    void an_issued_credential_gives_the_role_until_the_login_is_revoked() throws SQLException {
        assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        Instant until = in(600);
        assertThat(provider.assign(access, until, false)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.of(until), Observation.Mark.OURS));
        Credential credential = issue(until, 1);
        assertThat(credential.usableUntil()).isEqualTo(until);
        try (Connection session = open(credential)) {
            assertThat(runs(session, "select * from login_data")).isTrue();
            assertThat(runs(session, "set role app_read")).isFalse();
            assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
            assertThat(runs(session, "select * from login_data")).isFalse();
        }
        assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
        assertNoLogin(credential);
        assertThat(provider.endSessions(access)).isInstanceOf(SessionEnding.Ended.class);
        assertThat(traces()).isEmpty();
        assertThat(provider.endSessions(access)).isEqualTo(new SessionEnding.Ended(0));
    }

    @Test
    void a_login_can_do_no_more_than_its_role() {
        provider.assign(access, in(600), false);
        assertThat(SERVER.text("select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls "
                        + "or rolconnlimit <> 3 from pg_roles where rolname = '" + login() + "'"))
                .isEqualTo("f");
        assertThat(SERVER.text("select rolpassword is null from pg_authid where rolname = '" + login() + "'"))
                .as("nobody collected a password yet")
                .isEqualTo("t");
    }

    @Test
    void an_end_is_moved_only_for_what_is_ours() {
        Instant first = in(600);
        Instant later = in(1200);
        provider.assign(access, first, false);
        assertThat(provider.assign(access, later, false)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
        assertThat(seenUntil()).isEqualTo(first);
        assertThat(provider.assign(access, later, true)).isEqualTo(ChangeOutcome.done(Effect.UPDATED));
        assertThat(seenUntil()).isEqualTo(later);
        assertThat(provider.assign(access, first, true)).isEqualTo(ChangeOutcome.done(Effect.UPDATED));
        assertThat(seenUntil()).isEqualTo(first);
    }

    @Test
    void the_server_refuses_the_password_after_the_end_and_the_library_cuts_the_session() throws SQLException {
        Instant until = in(3);
        provider.assign(access, until, false);
        Credential credential = issue(until, 1);
        try (Connection session = open(credential)) {
            SERVER.await("select clock_timestamp() > '" + until + "'", "t");
            assertNoLogin(credential);
            assertThat(runs(session, "select 1"))
                    .as("the server lets an open session be")
                    .isTrue();
            assertThat(provider.observe(access)).isEqualTo(Observation.absent());
            assertThat(provider.list(IssuedLogin.KIND, Optional.empty()).entries())
                    .extracting(ListedAccess::mark)
                    .doesNotContain(Optional.of(access.assignment()));
            assertThat(provider.endSessions(access)).isEqualTo(new SessionEnding.Ended(1));
            assertThat(runs(session, "select 1")).isFalse();
        }
        assertThat(traces()).isEmpty();
    }

    @Test
    void a_new_collection_ends_the_former_password_and_its_sessions() throws SQLException {
        provider.assign(access, in(600), false);
        Credential first = issue(in(600), 1);
        try (Connection session = open(first)) {
            Credential second = issue(in(600), 2);
            assertThat(runs(session, "select 1")).isFalse();
            assertNoLogin(first);
            open(second).close();
        }
    }

    @Test
    void a_collection_that_comes_late_does_not_replace_a_later_one() throws SQLException {
        provider.assign(access, in(600), false);
        Credential second = issue(in(600), 2);
        assertThat(provider.issue(access, in(600), 1)).isInstanceOf(Issuing.NotNow.class);
        open(second).close();
    }

    @Test
    void a_credential_ends_no_later_than_it_was_asked_for_and_than_its_login() {
        provider.assign(access, in(600), false);
        Instant earlier = in(300);
        assertThat(issue(earlier, 1).usableUntil()).isEqualTo(earlier);
        assertThat(issue(in(1200), 2).usableUntil()).isEqualTo(earlier);
        assertThat(seenUntil()).isEqualTo(earlier);
    }

    @Test
    void no_credential_is_issued_for_a_login_that_is_not_in_force() {
        assertThat(provider.issue(access, in(600), 1)).isInstanceOf(Issuing.NotNow.class);
        provider.assign(access, in(600), false);
        provider.revoke(access);
        assertThat(provider.issue(access, in(600), 1)).isInstanceOf(Issuing.NotNow.class);
    }

    @Test
    void the_server_hears_and_logs_a_verifier_and_no_password() {
        provider.assign(access, in(600), false);
        Credential credential = issue(in(600), 1);
        String log = SERVER.text("select pg_read_file(pg_current_logfile())");
        assertThat(log).contains("alter role \"" + login() + "\" password E'SCRAM-SHA-256$4096:");
        assertThat(log).doesNotContain(credential.fields().get("password"));
        assertThat(credential.toString()).doesNotContain(credential.fields().get("password"));
    }

    @Test
    void what_the_holder_made_stays_with_a_login_that_gives_nothing() throws SQLException {
        provider.assign(access, in(600), false);
        Credential credential = issue(in(600), 1);
        try (Connection session = open(credential)) {
            assertThat(runs(session, "create table made_by_holder (n int)")).isTrue();
        }
        provider.revoke(access);
        assertThat(provider.endSessions(access)).isInstanceOf(SessionEnding.Ended.class);
        assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        assertThat(SERVER.text("select tableowner from pg_tables where tablename = 'made_by_holder'"))
                .isEqualTo(login());
        assertThat(SERVER.text("select rolcanlogin or exists (select from pg_auth_members m where m.member = r.oid) "
                        + "from pg_roles r where rolname = '" + login() + "'"))
                .isEqualTo("f");
        assertThat(SERVER.text("select rolpassword is null from pg_authid where rolname = '" + login() + "'"))
                .isEqualTo("t");
        assertNoLogin(credential);
        SERVER.sql("drop table made_by_holder");
        provider.endSessions(access);
        assertThat(traces()).isEmpty();
    }

    @Test
    void an_open_transaction_of_the_holder_cannot_hold_up_a_revoke() throws SQLException {
        provider.assign(access, in(600), false);
        Credential credential = issue(in(600), 1);
        try (Connection session = open(credential)) {
            session.setAutoCommit(false);
            assertThat(runs(session, "alter role " + login() + " password 'mine'"))
                    .isTrue();
            assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        }
        assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        assertNoLogin(credential);
    }

    @Test
    void a_prepared_transaction_of_the_holder_keeps_a_login_without_a_role_until_it_ends() throws SQLException {
        provider.assign(access, in(600), false);
        try (Connection session = open(issue(in(600), 1))) {
            session.setAutoCommit(false);
            assertThat(runs(session, "alter role " + login() + " password 'mine'"))
                    .isTrue();
            assertThat(runs(session, "prepare transaction '" + login() + "'")).isTrue();
        }
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        assertThat(provider.endSessions(access)).isInstanceOf(SessionEnding.Failed.class);
        SERVER.sql("rollback prepared '" + login() + "'");
        assertThat(provider.endSessions(access)).isInstanceOf(SessionEnding.Ended.class);
        assertThat(traces()).isEmpty();
    }

    @Test
    void a_login_is_locked_though_the_right_to_grant_its_role_was_lost() throws SQLException {
        SERVER.sql("create role app_lost", "grant app_lost to jitaccess with admin true, inherit false, set false");
        PostgresProvider some = SERVER.provider().allowRoles("app_lost").build();
        AccessRef lost =
                TestServer.access(some, TestServer.person("nobody-in-particular"), TestServer.login("app_lost"));
        AccessRef membership =
                TestServer.access(some, TestServer.person(SERVER.newLogin("alice")), TestServer.membership("app_lost"));
        for (AccessRef given : List.of(lost, membership)) {
            assertThat(some.assign(given, in(600), false)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        }
        SERVER.sql("alter role app_lost superuser");
        for (AccessRef given : List.of(lost, membership)) {
            assertThat(some.revoke(given)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
            assertThat(some.observe(given)).isEqualTo(Observation.absent());
            assertThat(some.endSessions(given)).isEqualTo(new SessionEnding.Ended(0));
        }
        assertThat(SERVER.texts("select 1 from pg_auth_members m join pg_roles r on r.oid = m.roleid "
                        + "where r.rolname = 'app_lost' and pg_get_userbyid(m.member) <> 'jitaccess'"))
                .isEmpty();
    }

    @Test
    void an_end_that_was_revoked_or_passed_can_be_assigned_anew() throws SQLException {
        provider.assign(access, in(600), false);
        issue(in(600), 3);
        provider.revoke(access);
        assertThat(provider.assign(access, in(600), true)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(provider.issue(access, in(600), 2))
                .as("the count of collections goes on")
                .isInstanceOf(Issuing.NotNow.class);
        try (Connection session = open(issue(in(600), 4))) {
            assertThat(runs(session, "select * from login_data")).isTrue();
        }
    }

    @Test
    void a_renamed_login_is_found_again() {
        provider.assign(access, in(600), false);
        SERVER.sql("alter role " + login() + " rename to login_of_an_outsider");
        assertThat(provider.observe(access)).isInstanceOf(Observation.Present.class);
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        provider.endSessions(access);
        assertThat(SERVER.texts("select 1 from pg_roles where rolname = 'login_of_an_outsider'"))
                .isEmpty();
    }

    @Test
    void a_login_whose_comment_was_changed_is_found_again() {
        provider.assign(access, in(600), false);
        SERVER.sql("comment on role " + login() + " is 'something else'");
        assertThat(provider.observe(access)).isInstanceOf(Observation.Present.class);
        assertThat(entry().mark()).contains(access.assignment());
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
    }

    @Test
    void a_listing_survives_whatever_somebody_wrote_into_comments() {
        provider.assign(access, in(600), false);
        String start = new Marks(TestServer.PREFIX).commentStart(access.assignment());
        for (String rest : List.of(
                "principal=%00 database=" + "x".repeat(100),
                "principal=%zz%",
                "=",
                "principal",
                "principal=" + "x".repeat(5000) + " issued=99999999999999")) {
            SERVER.sql("comment on role " + login() + " is '" + start + rest + "'");
            assertThat(entry().mark()).contains(access.assignment());
            assertThat(entry().targetKey()).isEqualTo(access.targetKey());
        }
        assertThat(provider.issue(access, in(600), 1)).isInstanceOf(Issuing.Issued.class);
    }

    @Test
    void a_copied_comment_does_not_lead_to_another_role() {
        String copy = SERVER.newLogin("copy");
        provider.assign(access, in(600), false);
        SERVER.sql("do $$ begin execute format('comment on role " + copy + " is %L', (select shobj_description(oid, "
                + "'pg_authid') from pg_roles where rolname = '" + login() + "')); end $$");
        assertThat(issue(in(600), 1).fields()).containsEntry("username", login());
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        assertThat(SERVER.text("select rolcanlogin from pg_roles where rolname = '" + copy + "'"))
                .isEqualTo("t");
    }

    @Test
    void a_listing_names_the_principal_the_entitlement_and_the_end() {
        Instant until = in(600);
        provider.assign(access, until, false);
        assertThat(entry())
                .isEqualTo(new ListedAccess(
                        access.principal(),
                        access.entitlement(),
                        access.targetKey(),
                        Optional.of(access.assignment()),
                        Optional.of(until)));
    }

    @Test
    void a_credential_says_where_to_go() {
        AccessRef odd = TestServer.access(
                provider,
                TestServer.person("nobody-in-particular"),
                io.jitaccess.entitlement.Entitlement.of(
                        "pg", "login", java.util.Map.of("role", "app_read", "database", "a b/ü")));
        provider.assign(odd, in(600), false);
        Issuing issuing = provider.issue(odd, in(600), 1);
        assertThat(((Issuing.Issued) issuing).credential().fields())
                .containsEntry("database", "a b/ü")
                .containsEntry("jdbcUrl", "jdbc:postgresql://localhost:" + SERVER.port() + "/a%20b%2F%C3%BC")
                .containsEntry("host", "localhost")
                .containsEntry("port", Integer.toString(SERVER.port()))
                .containsKeys("username", "password");
        provider.revoke(odd);
        provider.endSessions(odd);
    }

    private static Instant in(int seconds) {
        return SERVER.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(seconds);
    }

    private Credential issue(Instant until, int number) {
        Issuing issuing = provider.issue(access, until, number);
        assertThat(issuing).isInstanceOf(Issuing.Issued.class);
        return ((Issuing.Issued) issuing).credential();
    }

    private static Connection open(Credential credential) throws SQLException {
        return DriverManager.getConnection(
                credential.fields().get("jdbcUrl"),
                credential.fields().get("username"),
                credential.fields().get("password"));
    }

    private static void assertNoLogin(Credential credential) {
        assertThatThrownBy(() -> open(credential)).isInstanceOf(SQLException.class);
    }

    private ListedAccess entry() {
        return provider.list(IssuedLogin.KIND, Optional.empty()).entries().stream()
                .filter(entry -> entry.mark().equals(Optional.of(access.assignment())))
                .findFirst()
                .orElseThrow();
    }

    private Instant seenUntil() {
        return ((Observation.Present) provider.observe(access)).until().orElseThrow();
    }

    private String login() {
        return new Marks(TestServer.PREFIX).login(access.assignment());
    }

    private List<String> traces() {
        return SERVER.texts("select rolname from pg_roles where rolname = '" + login() + "'");
    }

    private static boolean runs(Connection session, String sql) {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
