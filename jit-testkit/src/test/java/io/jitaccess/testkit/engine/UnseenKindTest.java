package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.Requests.Extension;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import io.jitaccess.testkit.provider.CloudEntry;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import io.jitaccess.testkit.provider.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Access that nobody can look at: only attempts and lifetimes tell. */
@CheckInvariants
class UnseenKindTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final World world;

    UnseenKindTest(Oracle oracle) {
        world = new World(oracle);
    }

    private GrantId granted() {
        world.automatic("debug", world.to("token", "payments"));
        return world.grant(ANN, "debug", HOUR);
    }

    private List<Optional<Instant>> ends() {
        return world.provider.cloud().entries(new PrincipalId(ANN.value()), world.to("token", "payments")).stream()
                .map(CloudEntry::until)
                .toList();
    }

    @Test
    void whatEndsEarlyIsRevokedThoughNothingWasIssued() {
        GrantId grant = granted();
        assertThat(world.holds(ANN, world.to("token", "payments"))).isTrue();

        world.jit.grants().release(ANN, grant, "").orElseThrow();
        world.jit.runDue();
        assertThat(world.holds(ANN, world.to("token", "payments"))).isFalse();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
    }

    @Test
    void anExtensionReachesTheProvider() {
        GrantId grant = granted();
        world.jit.requests().extend(ANN, grant, Extension.by(HOUR, "more")).orElseThrow();
        world.jit.runDue();
        assertThat(ends()).containsExactly(Optional.of(world.stored(grant).endsAt()));
    }

    @Test
    void whatWasThereAlreadyGetsTheEndThatIsWanted() {
        world.provider.faults().next(Operation.ASSIGN, Fault.answerLost());
        GrantId grant = granted();
        world.jit.requests().extend(ANN, grant, Extension.by(HOUR, "more")).orElseThrow();
        world.pass(Duration.ofSeconds(2));
        assertThat(ends()).containsExactly(Optional.of(world.stored(grant).endsAt()));
    }

    @Test
    void anAssignThatComesAfterTheRevokeIsRevokedToo() {
        world.provider.faults().next(Operation.ASSIGN, Fault.landsLate(Duration.ofSeconds(8)));
        GrantId grant = granted();
        world.jit.grants().release(ANN, grant, "").orElseThrow();
        world.jit.runDue();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDING);

        world.passSlowly(Duration.ofMinutes(5), Duration.ofSeconds(2));
        assertThat(world.holds(ANN, world.to("token", "payments"))).isFalse();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.view(grant).items().get(0).assignment()).contains(AssignmentState.ABSENT);
    }

    @Test
    void whatALostAssignMayHaveMadeIsRevokedAfterALaterOneWasRefused() {
        world.provider.faults().next(Operation.ASSIGN, Fault.answerLost());
        world.provider.faults().times(1, call -> call.operation() == Operation.ASSIGN, Fault.refused("no"));
        GrantId grant = granted();

        // nobody comes by until the lost attempt is settled
        world.pass(Duration.ofMinutes(3));
        world.passSlowly(Duration.ofMinutes(5), Duration.ofSeconds(5));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.holds(ANN, world.to("token", "payments"))).isFalse();
    }
}
