package io.jitaccess.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.identity.Identity;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the provider says when the server, or the way to it, fails; the truth is asked past the wire. */
class FaultsTest {

    private static final TestServer SERVER = TestServer.get();

    private final Wire wire = new Wire(SERVER.port());
    private final PostgresProvider direct = SERVER.provider().build();
    private final PostgresProvider provider = SERVER.provider(wire.port()).build();
    private final AccessRef access =
            TestServer.access(direct, TestServer.person("nobody-in-particular"), TestServer.login("app_read"));
    private final Instant until = SERVER.now().plusSeconds(600);

    @AfterEach
    void restore() {
        wire.close();
        SERVER.sql("alter role jitaccess connection limit -1 login");
    }

    @Test
    void a_commit_whose_answer_is_lost_is_unknown_and_may_have_taken_effect() {
        wire.fault(Wire.Fault.DIES_AFTER);
        assertThat(provider.assign(access, until, false)).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(direct.observe(access)).isInstanceOf(Observation.Present.class);
        assertThat(provider.revoke(access)).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(direct.observe(access)).isEqualTo(Observation.absent());
    }

    @Test
    void a_commit_that_is_lost_itself_is_unknown_though_it_took_no_effect() {
        wire.fault(Wire.Fault.DIES_BEFORE);
        assertThat(provider.assign(access, until, false)).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(direct.observe(access)).isEqualTo(Observation.absent());
    }

    @Test
    void a_connection_that_dies_before_the_commit_is_worth_another_try() {
        wire.fault(Wire.Fault.DIES_AFTER, "create role");
        assertThat(provider.assign(access, until, false)).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(direct.observe(access)).isEqualTo(Observation.absent());
    }

    @Test
    void a_credential_whose_commit_is_not_answered_is_not_issued() {
        direct.assign(access, until, false);
        wire.fault(Wire.Fault.DIES_AFTER);
        assertThat(provider.issue(access, until, 1)).isInstanceOf(Issuing.NotNow.class);
        wire.heal();
        assertThat(provider.issue(access, until, 2)).isInstanceOf(Issuing.Issued.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Wire.Fault.class,
            names = {"REFUSED", "INTERNAL_ERROR"})
    void without_a_connection_nothing_happens_and_nothing_is_known(Wire.Fault fault) {
        wire.fault(fault);
        assertThat(provider.assign(access, until, false)).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(provider.revoke(access)).isInstanceOf(ChangeOutcome.Retryable.class);
        assertNothingKnown();
    }

    @Test
    void too_many_connections_are_a_reason_to_pause() {
        SERVER.sql("alter role jitaccess connection limit 0");
        assertThat(provider.assign(access, until, false)).isInstanceOf(ChangeOutcome.Throttled.class);
        assertNothingKnown();
    }

    @Test
    void a_locked_out_administrator_is_for_somebody_to_mend() {
        SERVER.sql("alter role jitaccess nologin");
        assertThat(provider.assign(access, until, false)).isInstanceOf(ChangeOutcome.Refused.class);
        assertNothingKnown();
    }

    @Test
    void a_lost_right_to_grant_is_refused_and_leaves_no_trace() {
        SERVER.sql("create role app_not_ours");
        PostgresProvider some = SERVER.provider().allowRoles("app_not_ours").build();
        AccessRef other =
                TestServer.access(some, TestServer.person("nobody-in-particular"), TestServer.login("app_not_ours"));
        assertThat(some.assign(other, until, false)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(SERVER.texts("select 1 from pg_roles where rolname = '"
                        + new Marks(TestServer.PREFIX).login(other.assignment()) + "'"))
                .isEmpty();
    }

    @Test
    void a_catalog_that_cannot_be_read_is_unclear() {
        SERVER.sql("revoke select on pg_catalog.pg_roles from public");
        try {
            assertThat(direct.observe(access)).isInstanceOf(Observation.Unclear.class);
        } finally {
            SERVER.sql("grant select on pg_catalog.pg_roles to public");
        }
    }

    @Test
    void a_role_that_is_not_there_proves_nothing() {
        PostgresProvider some = SERVER.provider().allowRoles("no_such_role").build();
        AccessRef other =
                TestServer.access(some, TestServer.person("nobody-in-particular"), TestServer.login("no_such_role"));
        assertThat(some.observe(other)).isInstanceOf(Observation.Unclear.class);
        assertThat(some.assign(other, until, false)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(some.revoke(other)).isInstanceOf(ChangeOutcome.Refused.class);
    }

    @Test
    void what_somebody_holds_locked_is_tried_again_later() throws SQLException {
        direct.assign(access, until, false);
        String login = new Marks(TestServer.PREFIX).login(access.assignment());
        try (Connection other = SERVER.superuser();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("alter role " + login + " connection limit 1");
            assertThat(provider.assign(access, until.plusSeconds(60), true))
                    .isInstanceOf(ChangeOutcome.Retryable.class);
            other.rollback();
        }
        assertThat(provider.assign(access, until.plusSeconds(60), true)).isEqualTo(ChangeOutcome.done(Effect.UPDATED));
    }

    @Test
    void a_silent_server_is_given_up_in_time_and_finds_nothing_to_do_later() {
        wire.fault(Wire.Fault.HANGS);
        long begun = System.nanoTime();
        assertThat(provider.assign(access, until, false)).isInstanceOf(ChangeOutcome.Retryable.class);
        assertThat(System.nanoTime() - begun).isLessThan(Server.CALL_TIMEOUT.toNanos());
        wire.heal();
        assertThat(direct.observe(access)).isEqualTo(Observation.absent());
    }

    @Test
    void a_commit_that_hangs_is_unknown_in_time_and_finds_its_transaction_ended_when_it_arrives() {
        wire.fault(Wire.Fault.HANGS_BEFORE);
        long begun = System.nanoTime();
        assertThat(provider.assign(access, until, false)).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(System.nanoTime() - begun).isLessThan(Server.CALL_TIMEOUT.toNanos());
        wire.heal();
        SERVER.await("select count(*) from pg_stat_activity where usename = 'jitaccess'", "0");
        assertThat(direct.observe(access)).isEqualTo(Observation.absent());
    }

    private void assertNothingKnown() {
        Identity somebody = TestServer.person("postgres");
        assertThat(provider.observe(access)).isInstanceOf(Observation.Unclear.class);
        assertThat(provider.principal(somebody, TestServer.membership("app_read")))
                .isInstanceOf(PrincipalLookup.Unclear.class);
        assertThat(provider.endSessions(access)).isInstanceOf(SessionEnding.Failed.class);
        assertThat(provider.issue(access, until, 1)).isInstanceOf(Issuing.NotNow.class);
        assertThatThrownBy(() -> provider.list(IssuedLogin.KIND, Optional.empty()))
                .isInstanceOf(ProviderException.class);
        assertThatThrownBy(() -> provider.discover(IssuedLogin.KIND, Optional.empty()))
                .isInstanceOf(ProviderException.class);
    }
}
