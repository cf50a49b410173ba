package io.jitaccess.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.identity.Identity;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RoleMembershipTest {

    private static final Observation OURS = new Observation.Present(Optional.empty(), Observation.Mark.OURS);
    private static final ChangeOutcome CREATED = ChangeOutcome.done(Effect.CREATED);
    private static final ChangeOutcome REMOVED = ChangeOutcome.done(Effect.REMOVED);

    private static final TestServer SERVER = TestServer.get();

    private final PostgresProvider provider = SERVER.provider().build();

    @BeforeAll
    static void dataThatTheRoleMayRead() {
        SERVER.sql("create table if not exists membership_data (n int)", "grant select on membership_data to app_read");
    }

    @Test
    void a_login_has_the_role_from_assign_to_revoke() throws SQLException {
        String alice = SERVER.newLogin("alice");
        AccessRef access = access(alice);
        assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        assertThat(assign(access)).isEqualTo(CREATED);
        assertThat(provider.observe(access)).isEqualTo(OURS);
        assertThat(assign(access)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_PRESENT));
        try (Connection session = SERVER.login(alice, "of-alice")) {
            assertThat(reads(session)).isTrue();
            assertThat(provider.revoke(access)).isEqualTo(REMOVED);
            assertThat(reads(session)).as("an open session after the revoke").isFalse();
        }
        assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
        assertThat(traces(access)).isEmpty();
    }

    @Test
    void a_session_cannot_put_on_the_role_and_keep_it() throws SQLException {
        String alice = SERVER.newLogin("alice");
        AccessRef access = access(alice);
        assign(access);
        try (Connection session = SERVER.login(alice, "of-alice")) {
            assertThat(runs(session, "set role app_read")).isFalse();
            assertThat(runs(session, "set role " + traces(access).get(0))).isFalse();
        }
    }

    @Test
    void what_others_gave_is_neither_taken_for_ours_nor_taken_away() throws SQLException {
        String alice = SERVER.newLogin("alice");
        AccessRef access = access(alice);
        SERVER.sql("grant app_read to " + alice);
        assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        assertThat(assign(access)).isEqualTo(CREATED);
        assertThat(listed(access))
                .extracting(ListedAccess::mark)
                .containsExactlyInAnyOrder(Optional.empty(), Optional.of(access.assignment()));
        assertThat(provider.revoke(access)).isEqualTo(REMOVED);
        assertThat(listed(access)).extracting(ListedAccess::mark).containsExactly(Optional.empty());
        try (Connection session = SERVER.login(alice, "of-alice")) {
            assertThat(reads(session)).isTrue();
            assertThat(provider.endSessions(access)).isEqualTo(new SessionEnding.Ended(0));
            assertThat(reads(session))
                    .as("a session that has the role otherwise")
                    .isTrue();
        }
    }

    @Test
    void sessions_of_the_login_end_and_no_others() throws SQLException {
        String alice = SERVER.newLogin("alice");
        String bob = SERVER.newLogin("bob");
        AccessRef access = access(alice);
        assign(access);
        try (Connection one = SERVER.login(alice, "of-alice");
                Connection two = SERVER.login(alice, "of-alice");
                Connection other = SERVER.login(bob, "of-bob")) {
            provider.revoke(access);
            assertThat(provider.endSessions(access)).isEqualTo(new SessionEnding.Ended(2));
            assertThat(runs(one, "select 1")).isFalse();
            assertThat(runs(two, "select 1")).isFalse();
            assertThat(runs(other, "select 1")).isTrue();
            assertThat(provider.endSessions(access)).isEqualTo(new SessionEnding.Ended(0));
        }
    }

    @Test
    void sessions_end_even_when_the_login_was_dropped_under_them() throws SQLException {
        String alice = SERVER.newLogin("alice");
        AccessRef access = access(alice);
        assign(access);
        try (Connection session = SERVER.login(alice, "of-alice")) {
            SERVER.sql("drop role " + alice);
            assertThat(provider.observe(access)).isEqualTo(Observation.absent());
            assertThat(provider.endSessions(access)).isEqualTo(new SessionEnding.Ended(1));
            assertThat(runs(session, "select 1")).isFalse();
        }
        assertThat(traces(access)).as("the role that stood between").isEmpty();
    }

    @Test
    void a_renamed_login_and_a_renamed_mark_are_found_again() {
        String alice = SERVER.newLogin("alice");
        AccessRef access = access(alice);
        assign(access);
        SERVER.sql("alter role " + alice + " rename to " + alice + "_now");
        SERVER.sql("alter role " + traces(access).get(0) + " rename to renamed_by_an_outsider");
        assertThat(provider.observe(access)).isEqualTo(OURS);
        assertThat(listed(access)).extracting(ListedAccess::mark).containsExactly(Optional.of(access.assignment()));
        assertThat(provider.revoke(access)).isEqualTo(REMOVED);
        assertThat(SERVER.texts("select 1 from pg_roles where rolname = 'renamed_by_an_outsider'"))
                .isEmpty();
    }

    @Test
    void access_is_still_seen_and_ended_after_its_role_was_renamed() {
        String role = newRole("app_old");
        PostgresProvider some = SERVER.provider().allowRoles(role).build();
        String alice = SERVER.newLogin("alice");
        AccessRef access = TestServer.access(some, TestServer.person(alice), TestServer.membership(role));
        assign(some, access);
        SERVER.sql("alter role " + role + " rename to " + role + "_new");
        assertThat(some.observe(access)).isEqualTo(OURS);
        assertThat(some.revoke(access)).isEqualTo(REMOVED);
        assertThat(some.observe(access))
                .as("without the role nothing proves that this is the right server")
                .isInstanceOf(Observation.Unclear.class);
    }

    @Test
    void a_login_that_took_over_a_name_gets_nothing_of_the_former_one() {
        String alice = SERVER.newLogin("alice");
        AccessRef access = access(alice);
        SERVER.sql("drop role " + alice, "create role " + alice + " login");
        assertThat(assign(access)).isEqualTo(new ChangeOutcome.Refused("the login is gone"));
        assertThat(traces(access)).isEmpty();
    }

    @Test
    void nothing_that_hangs_on_the_mark_keeps_the_access() {
        String alice = SERVER.newLogin("alice");
        AccessRef access = access(alice);
        assign(access);
        String mark = traces(access).get(0);
        SERVER.sql("create table on_" + mark + " (n int)", "grant select on on_" + mark + " to " + mark);
        assertThat(provider.revoke(access)).isEqualTo(REMOVED);
        assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        assertThat(listed(access)).isEmpty();
        assertThat(hasRole(alice)).isEqualTo("f");
        SERVER.sql("drop table on_" + mark);
        provider.endSessions(access);
        assertThat(traces(access)).isEmpty();
    }

    @Test
    void an_open_transaction_of_the_holder_cannot_hold_up_a_revoke() throws SQLException {
        String alice = SERVER.newLogin("alice");
        AccessRef access = access(alice);
        assign(access);
        try (Connection session = SERVER.login(alice, "of-alice")) {
            session.setAutoCommit(false);
            assertThat(runs(session, "create temp table mine (n int)")).isTrue();
            assertThat(runs(session, "grant select on mine to " + traces(access).get(0)))
                    .isTrue();
            assertThat(provider.revoke(access)).isEqualTo(REMOVED);
            assertThat(provider.observe(access)).isEqualTo(Observation.absent());
        }
        assertThat(hasRole(alice)).isEqualTo("f");
    }

    @Test
    void others_whom_an_outsider_put_into_the_mark_lose_it_with_the_access() {
        String alice = SERVER.newLogin("alice");
        String bob = SERVER.newLogin("bob");
        AccessRef access = access(alice);
        assign(access);
        SERVER.sql("grant " + traces(access).get(0) + " to " + bob);
        assertThat(provider.revoke(access)).isEqualTo(REMOVED);
        assertThat(hasRole(bob)).isEqualTo("f");
    }

    @Test
    void only_a_login_that_a_role_is_of_use_to_is_found() {
        SERVER.sql("create role no_login_of_membership", "create role root_of_membership superuser login");
        for (String name : List.of(
                "nobody_at_all", "no_login_of_membership", "root_of_membership", TestServer.ADMIN, "x".repeat(64))) {
            assertThat(find(TestServer.person(name))).as(name).isInstanceOf(PrincipalLookup.NoPrincipal.class);
        }
        assertThat(find(TestServer.identity("no-attribute", Map.of(), Optional.of("a@example.org"))))
                .isInstanceOf(PrincipalLookup.NoPrincipal.class);
    }

    @Test
    void a_mail_address_names_a_login_only_in_the_domain_that_was_named() {
        String login = SERVER.newLogin("carol");
        String oid = SERVER.text("select oid from pg_roles where rolname = '" + login + "'");
        PostgresProvider byMail = SERVER.provider().loginFromMail("example.org").build();
        assertThat(byMail.principal(mail(login.toUpperCase(java.util.Locale.ROOT) + "@Example.org"), SAMPLE))
                .isEqualTo(new PrincipalLookup.Found(new PrincipalId(oid)));
        for (String other : List.of("@example.com", "@sub.example.org", "@x@example.org", "")) {
            assertThat(byMail.principal(mail(login + other), SAMPLE))
                    .as(other)
                    .isInstanceOf(PrincipalLookup.NoPrincipal.class);
        }
    }

    private static final io.jitaccess.entitlement.Entitlement SAMPLE = TestServer.membership("app_read");

    private PrincipalLookup find(Identity identity) {
        return provider.principal(identity, SAMPLE);
    }

    private static Identity mail(String address) {
        return TestServer.identity("somebody", Map.of(), Optional.of(address));
    }

    private AccessRef access(String login) {
        return TestServer.access(provider, TestServer.person(login), SAMPLE);
    }

    private ChangeOutcome assign(AccessRef access) {
        return assign(provider, access);
    }

    private static ChangeOutcome assign(PostgresProvider by, AccessRef access) {
        Instant until = SERVER.now().plusSeconds(600);
        return by.assign(access, until, false);
    }

    private List<ListedAccess> listed(AccessRef access) {
        List<ListedAccess> found = new ArrayList<>(
                provider.list(RoleMembership.KIND, Optional.empty()).entries());
        found.removeIf(entry -> !entry.principal().equals(access.principal()));
        assertThat(found).allMatch(entry -> entry.targetKey().equals(access.targetKey()));
        return found;
    }

    private static List<String> traces(AccessRef access) {
        return SERVER.texts("select rolname from pg_roles where rolname = '"
                + new Marks(TestServer.PREFIX).membershipRole(access.assignment()) + "'");
    }

    private static String hasRole(String login) {
        return SERVER.text("select pg_has_role('" + login + "', 'app_read', 'MEMBER')");
    }

    private static String newRole(String start) {
        String role = SERVER.newLogin(start);
        SERVER.sql("alter role " + role + " nologin", "grant " + role + " to jitaccess with admin true, inherit false");
        return role;
    }

    private static boolean reads(Connection session) {
        return runs(session, "select * from membership_data");
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
