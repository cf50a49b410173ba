package io.jitaccess;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentChange;
import io.jitaccess.grant.Attempt;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.internal.Backoff;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SettlementTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Settlement settlement = new Settlement(
            new Providers(List.of()),
            new Recorder(List.of(), List.of(), () -> {}),
            new GrantProgress(
                    new Recorder(List.of(), List.of(), () -> {}),
                    new GrantEnding(new Recorder(List.of(), List.of(), () -> {}), grant -> {}),
                    grant -> {}),
            new Backoff(SECOND, SECOND, () -> 0),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5));

    private static Flight assigning() {
        AssignmentChange change = Assignment.fresh(
                        AssignmentId.random(),
                        Entitlement.of("fake", "group", Map.of()),
                        new PrincipalId("ann"),
                        new TargetKey("group"),
                        Optional.empty(),
                        NOW)
                .change()
                .wantedUntil(NOW.plusSeconds(600))
                .lease(Optional.of(new Assignment.Lease(UUID.randomUUID(), NOW.plusSeconds(30))));
        Attempt attempt = change.attempt(Attempt.Kind.ASSIGN, Optional.of(NOW.plusSeconds(600)), NOW);
        Flight flight = new Flight(change.build(), 0, NOW);
        flight.attempt = attempt;
        return flight;
    }

    private Assignment notMade(Flight flight) {
        Landing.NotMade landing = new Landing.NotMade(flight, Optional.ofNullable(flight.attempt));
        return settlement.evidence(landing, flight.row, NOW).next();
    }

    /** The node stops, or too little of the lease is left, between the assign and the look that verifies it. */
    @Test
    void aDoneAssignWhoseVerifyingLookIsNotMadeIsOurs() {
        Flight flight = assigning();
        flight.unverified = (ChangeOutcome.Done) ChangeOutcome.done(Effect.CREATED);
        assertThat(notMade(flight).ours()).isTrue();
    }

    @Test
    void anAssignThatIsNotMadeLeavesNothing() {
        Assignment row = notMade(assigning());
        assertThat(row.ours()).isFalse();
        assertThat(row.outstanding()).isEmpty();
    }
}
