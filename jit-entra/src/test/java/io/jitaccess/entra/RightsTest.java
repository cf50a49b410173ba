package io.jitaccess.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RightsTest {

    private static List<MissingRight> missing(String token, boolean sessions) {
        try (World world = new World();
                EntraProvider provider = world.builder()
                        .credential(new OwnAccount(token))
                        .groups(List.of(World.ONCALL))
                        .revokeSignInSessions(sessions)
                        .build()) {
            return provider.missingRights();
        }
    }

    @Test
    void each_missing_permission_is_named_at_once() {
        assertThat(missing(OwnAccount.token(Set.of("AuditLog.Read.All")), true))
                .extracting(MissingRight::right)
                .containsExactly("GroupMember.ReadWrite.All", "User.ReadBasic.All", "User.RevokeSessions.All");
    }

    @Test
    void ending_sessions_takes_no_permission_until_it_is_switched_on() {
        Set<String> some = Set.of("GroupMember.ReadWrite.All", "User.ReadBasic.All", "AuditLog.Read.All");

        assertThat(missing(OwnAccount.token(some), false)).isEmpty();
        assertThat(missing(OwnAccount.token(some), true)).hasSize(1);
    }

    /** PIM refuses to answer whoever lacks its permission. */
    @Test
    void permissions_for_pim_are_named_with_the_others() {
        try (World world = new World();
                EntraProvider provider = world.builder()
                        .credential(new OwnAccount(
                                OwnAccount.token(Set.of("GroupMember.ReadWrite.All", "AuditLog.Read.All"))))
                        .groups(List.of(World.ONCALL))
                        .pimGroups(List.of(World.ADMINS))
                        .directoryRoles(List.of(World.READER))
                        .build()) {
            assertThat(provider.missingRights())
                    .extracting(MissingRight::right)
                    .containsExactly(
                            "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup",
                            "RoleAssignmentSchedule.ReadWrite.Directory",
                            "RoleManagement.Read.Directory",
                            "User.ReadBasic.All");
        }
    }

    @Test
    void groups_that_may_hold_roles_take_one_more() {
        try (World world = new World();
                EntraProvider provider = world.builder()
                        .credential(new OwnAccount(OwnAccount.token(
                                Set.of("GroupMember.ReadWrite.All", "User.ReadBasic.All", "AuditLog.Read.All"))))
                        .groups(List.of(World.ONCALL))
                        .roleAssignableGroups(true)
                        .build()) {
            assertThat(provider.missingRights())
                    .extracting(MissingRight::right)
                    .containsExactly("RoleManagement.ReadWrite.Directory");
        }
    }

    @Test
    void a_wider_permission_does_as_well() {
        assertThat(missing(OwnAccount.token(Set.of("Directory.ReadWrite.All", "AuditLog.Read.All")), true))
                .isEmpty();
    }

    @Test
    void a_token_that_tells_nothing_is_no_answer_and_is_not_told() {
        for (String token : List.of("opaque-" + OwnAccount.CANARY, "a.!!." + OwnAccount.CANARY)) {
            assertThatThrownBy(() -> missing(token, false))
                    .isInstanceOf(ProviderException.class)
                    .hasNoCause()
                    .message()
                    .doesNotContain(OwnAccount.CANARY);
        }
    }
}
