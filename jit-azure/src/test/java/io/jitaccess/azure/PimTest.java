package io.jitaccess.azure;

import static io.jitaccess.azure.RoleAssignmentTest.effect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.resourcemanager.authorization.models.RequestType;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.testkit.provider.ProviderTruth.InForce;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PimTest {

    private static final Entitlement READ = World.pim(World.MANAGED_GROUP, FakeDefinitions.READER);

    private final World world = new World();
    private final AzureProvider provider =
            world.builder().waiter(time -> world.clock.advance(time) != null).build();
    private final AccessRef access = World.access(provider, READ, World.ANN);
    private final Instant until = world.clock.now().plus(Duration.ofHours(1));

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_removal_in_the_first_five_minutes_is_tried_again_until_pim_takes_it() {
        assign();
        world.clock.advance(Duration.ofMinutes(4));

        assertThat(provider.revoke(access))
                .isInstanceOfSatisfying(
                        ChangeOutcome.Retryable.class,
                        retry -> assertThat(retry.message())
                                .contains("first five minutes")
                                .contains("until 2030-01-01T00:05:00Z"));
        assertThat(world.truth.inForce(access)).hasSize(1);

        world.clock.advance(Duration.ofMinutes(1));
        assertThat(effect(provider.revoke(access))).isEqualTo(Effect.REMOVED);
        assertThat(world.truth.inForce(access)).isEmpty();
    }

    @Test
    void less_than_five_minutes_is_refused_before_anything_is_sent() {
        int writes = world.azure.writes();
        Instant soon = world.clock.now().plus(Duration.ofMinutes(5)).minusSeconds(1);

        assertThat(provider.assign(access, soon, false)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(world.azure.writes()).isEqualTo(writes);
        assertThat(effect(provider.assign(access, soon.plusSeconds(1), false))).isEqualTo(Effect.CREATED);
    }

    @Test
    void an_end_is_moved_though_less_than_five_minutes_are_left() {
        Instant end = world.clock.now().plus(Duration.ofMinutes(6));
        assertThat(effect(provider.assign(access, end, false))).isEqualTo(Effect.CREATED);
        world.clock.advance(Duration.ofMinutes(5));

        assertThat(effect(provider.assign(access, end.plus(Duration.ofMinutes(2)), true)))
                .isEqualTo(Effect.UPDATED);
        assertThat(world.truth.inForce(access))
                .extracting(InForce::until)
                .containsExactly(Optional.of(end.plus(Duration.ofMinutes(2))));
    }

    @Test
    void a_request_is_followed_to_its_final_status() {
        world.azure.pim.provisioning(Duration.ofSeconds(3));
        assertThat(effect(assign())).isEqualTo(Effect.CREATED);
        assertThat(world.truth.inForce(access)).hasSize(1);
    }

    @Test
    void a_request_that_takes_longer_is_pending_and_looks_tell() {
        world.azure.pim.provisioning(Duration.ofMinutes(2));

        assertThat(assign()).isInstanceOf(ChangeOutcome.Pending.class);
        assertThat(provider.observe(access)).isInstanceOf(Observation.Absent.class);
        // a second one meanwhile has no effect
        assertThat(assign())
                .isInstanceOfSatisfying(
                        ChangeOutcome.Retryable.class,
                        retry -> assertThat(retry.message()).contains("PendingRoleAssignmentRequest"));

        world.clock.advance(Duration.ofMinutes(2));
        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.of(until), Observation.Mark.OURS));
    }

    @ParameterizedTest
    @CsvSource({
        "Failed, Refused",
        "Denied, Refused",
        "Invalid, Refused",
        "Canceled, Refused",
        "AdminDenied, Refused",
        "FailedAsResourceIsLocked, Retryable",
        "TimedOut, Unknown",
        "PendingApproval, Pending",
        "SomethingNew, Pending",
        "'', Pending"
    })
    void each_final_status_is_told_apart(String status, String outcome) {
        world.azure.pim.endsAs(status);
        assertThat(assign().getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(world.truth.inForce(access)).isEmpty();
    }

    @Test
    void a_refusal_by_the_roles_settings_names_the_rule() {
        world.azure.pim.longest(Duration.ofMinutes(30));
        assertThat(assign())
                .isInstanceOfSatisfying(
                        ChangeOutcome.Refused.class,
                        refused -> assertThat(refused.message())
                                .contains("ExpirationRule")
                                .contains("longer than the settings"));
    }

    @Test
    void without_a_licence_everything_says_so_and_nothing_else_is_tried() {
        world.azure.pim.unlicensed();

        assertThat(provider.verify(READ))
                .isInstanceOfSatisfying(
                        Verification.Unusable.class,
                        not -> assertThat(not.why()).contains("licence"));
        assertThat(provider.missingRights()).singleElement().satisfies(missing -> {
            assertThat(missing.right()).contains("Entra ID P2");
            assertThat(missing.kinds()).isEqualTo(Set.of(new EntitlementKind("pim-role-assignment")));
        });
        assertThat(assign()).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(provider.observe(access)).isInstanceOf(Observation.Unclear.class);
        assertThatThrownBy(() -> provider.list(Descriptors.PIM, Optional.empty()))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("AadPremiumLicenseRequired");
        assertThat(world.azure.assignments.rows()).isEmpty();
        assertThat(world.azure.requests).doesNotContain(Operation.ASSIGNMENT_PUT.api());
    }

    @Test
    void a_principal_that_has_not_spread_yet_is_tried_again() {
        world.azure.pim.hasNotSpread(World.ANN);
        assertThat(assign()).isInstanceOf(ChangeOutcome.Retryable.class);
        world.azure.pim.hasSpread(World.ANN);
        assertThat(effect(assign())).isEqualTo(Effect.CREATED);
    }

    @Test
    void a_permanent_role_assignment_of_somebody_else_is_standing() {
        world.truth.outsiderAdds(access, Optional.empty());
        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.empty(), Observation.Mark.NONE));
        assertThat(effect(assign())).isEqualTo(Effect.ALREADY_PRESENT);
        assertThat(effect(provider.revoke(access))).isEqualTo(Effect.ALREADY_ABSENT);
        assertThat(world.truth.rows(access)).hasSize(1);
    }

    @Test
    void what_the_principal_activated_besides_hides_nothing() {
        assertThat(effect(assign())).isEqualTo(Effect.CREATED);
        Instant own = annActivates();
        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.of(until), Observation.Mark.OURS));
        world.clock.advance(Duration.ofMinutes(6));
        assertThat(effect(provider.revoke(access))).isEqualTo(Effect.REMOVED);
        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.of(own), Observation.Mark.NONE));
    }

    @Test
    void what_the_principal_activated_before_is_standing() {
        Instant own = annActivates();
        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.of(own), Observation.Mark.NONE));
        assertThat(effect(assign())).isEqualTo(Effect.ALREADY_PRESENT);
        assertThat(effect(provider.revoke(access))).isEqualTo(Effect.ALREADY_ABSENT);
    }

    private Instant annActivates() {
        Instant own = until.plus(Duration.ofHours(1));
        world.azure.pim.activates(World.ANN, FakeDefinitions.READER, World.MANAGED_GROUP, own);
        return own;
    }

    @Test
    void ours_stays_ours_where_a_moved_end_is_a_schedule_of_its_own() {
        world.azure.pim.renamesWhatIsMoved();
        assign();
        Instant later = until.plus(Duration.ofHours(1));
        assertThat(effect(provider.assign(access, later, true))).isEqualTo(Effect.UPDATED);
        assertThat(provider.observe(access))
                .isEqualTo(new Observation.Present(Optional.of(later), Observation.Mark.OURS));
        world.clock.advance(Duration.ofMinutes(6));
        assertThat(effect(provider.revoke(access))).isEqualTo(Effect.REMOVED);
    }

    @Test
    void what_an_earlier_assignment_of_ours_left_waits_for_its_own_end() {
        AccessRef late = World.access(provider, READ, World.ANN);
        provider.assign(late, until, false);

        assertThat(provider.observe(access)).isInstanceOf(Observation.Absent.class);
        assertThat(assign()).isInstanceOf(ChangeOutcome.Retryable.class);
        world.clock.advance(Duration.ofMinutes(5));
        assertThat(effect(provider.revoke(access))).isEqualTo(Effect.ALREADY_ABSENT);
        assertThat(world.truth.inForce(late)).hasSize(1);
    }

    @Test
    void a_request_without_an_end_cannot_be_made() {
        Address address = Address.of(access).orElseThrow();
        assertThatThrownBy(() -> new Pim.Ask(
                        RequestType.ADMIN_ASSIGN,
                        address.assignment(),
                        address.target(),
                        address.principal(),
                        world.clock.now(),
                        Optional.empty(),
                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ChangeOutcome assign() {
        return provider.assign(access, until, false);
    }
}
