package io.jitaccess.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.EntitlementDiscovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleRulesTest {

    private static final TestServer SERVER = TestServer.get();

    @BeforeAll
    static void dangerousRoles() {
        SERVER.sql(
                "create role rules_super superuser",
                "create role rules_creates createrole",
                "create role rules_replicates replication",
                "create role rules_sees_all bypassrls",
                "create role rules_passes_on",
                "create role rules_plain",
                "grant rules_plain to rules_passes_on with admin true",
                "create role rules_files",
                "grant pg_read_server_files to rules_files",
                "create role rules_admin",
                "grant jitaccess to rules_admin",
                "create role rules_hidden",
                "create role rules_between",
                "grant rules_super to rules_between",
                "grant rules_between to rules_hidden");
        for (String role : List.of(
                "rules_super",
                "rules_creates",
                "rules_replicates",
                "rules_sees_all",
                "rules_passes_on",
                "rules_files",
                "rules_hidden",
                "rules_plain")) {
            SERVER.sql("grant " + role + " to jitaccess with admin true, inherit false, set false");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules_super",
                "rules_creates",
                "rules_replicates",
                "rules_sees_all",
                "rules_passes_on",
                "rules_files",
                "rules_admin",
                "rules_hidden",
                "jitaccess"
            })
    void a_role_that_gives_more_than_itself_is_not_handed_out_though_it_is_listed(String role) {
        PostgresProvider provider = SERVER.provider().allowRoles(role).build();
        AccessRef login =
                TestServer.access(provider, TestServer.person("nobody-in-particular"), TestServer.login(role));
        AccessRef membership =
                TestServer.access(provider, TestServer.person(SERVER.newLogin("rules")), TestServer.membership(role));
        for (AccessRef access : List.of(login, membership)) {
            assertThat(provider.assign(access, SERVER.now().plusSeconds(600), false))
                    .isInstanceOf(ChangeOutcome.Refused.class);
        }
        assertThat(SERVER.text("select count(*) from pg_roles where rolname in ('"
                        + new Marks(TestServer.PREFIX).login(login.assignment()) + "', '"
                        + new Marks(TestServer.PREFIX).membershipRole(membership.assignment()) + "')"))
                .isEqualTo("0");
        assertThat(discovered(provider)).doesNotContain(role);
    }

    @Test
    void a_role_that_became_dangerous_is_not_prolonged_and_still_ended() {
        SERVER.sql("create role rules_turns", "grant rules_turns to jitaccess with admin true, inherit false");
        PostgresProvider provider = SERVER.provider().allowRoles("rules_turns").build();
        AccessRef access =
                TestServer.access(provider, TestServer.person("nobody-in-particular"), TestServer.login("rules_turns"));
        provider.assign(access, SERVER.now().plusSeconds(600), false);
        SERVER.sql("alter role rules_turns superuser");
        assertThat(provider.assign(access, SERVER.now().plusSeconds(900), true))
                .isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(provider.revoke(access)).isEqualTo(ChangeOutcome.done(ChangeOutcome.Effect.REMOVED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rules_plain", "pg_monitor", "jit_x", "APP_READ", "app_read2", "app_read\"; drop role x; --"})
    void what_is_not_listed_is_a_problem_of_its_field(String role) {
        assertThat(SERVER.provider().build().validate(TestServer.login(role)))
                .extracting(Problem::field)
                .containsExactly("attributes.role");
    }

    @Test
    void a_comment_offers_a_role_only_while_it_is_there() {
        PostgresProvider provider =
                SERVER.provider().allowRolesWhoseCommentBegins("[jit]").build();
        AccessRef access =
                TestServer.access(provider, TestServer.person("nobody-in-particular"), TestServer.login("rules_plain"));
        assertThat(provider.validate(access.entitlement())).isEmpty();
        assertThat(provider.assign(access, SERVER.now().plusSeconds(600), false))
                .isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(discovered(provider)).contains("app_read").doesNotContain("rules_plain");
        SERVER.sql("comment on role rules_plain is '[jit] for debugging'");
        assertThat(discovered(provider)).contains("app_read", "rules_plain");
        assertThat(provider.assign(access, SERVER.now().plusSeconds(600), false))
                .isEqualTo(ChangeOutcome.done(ChangeOutcome.Effect.CREATED));
        provider.revoke(access);
        provider.endSessions(access);
        SERVER.sql("comment on role rules_plain is null");
    }

    @Test
    void discovery_turns_its_pages_over_roles_that_may_not_be_handed_out() {
        for (int i = 0; i < 120; i++) {
            SERVER.sql("create role \"many." + i + "\"" + (i % 2 == 0 ? " superuser" : ""));
            SERVER.sql("comment on role \"many." + i + "\" is '[many]'");
        }
        PostgresProvider provider =
                SERVER.provider().allowRolesWhoseCommentBegins("[many]").build();
        assertThat(discovered(provider)).contains("many.1", "many.119").hasSize(61);
    }

    private static List<String> discovered(PostgresProvider provider) {
        List<String> roles = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            EntitlementDiscovery.Page page = provider.discover(IssuedLogin.KIND, from);
            page.entries().forEach(entry -> roles.add(Targets.role(entry.entitlement())));
            from = page.next();
        } while (from.isPresent());
        return roles;
    }
}
