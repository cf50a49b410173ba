package io.jitaccess;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.AssignmentChange;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.Attempt;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.internal.Backoff;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.SessionEnder.SessionEnding;
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

    private static final KindDescriptor UNSEEN = new KindDescriptor(
            new EntitlementKind("token"),
            "Token",
            List.of(),
            KindDescriptor.Scope.PER_GRANT,
            KindDescriptor.Expiry.NATIVE,
            KindDescriptor.Sight.UNOBSERVABLE,
            KindDescriptor.Marks.UNMARKED,
            SECOND,
            Duration.ofDays(1),
            Duration.ZERO,
            Duration.ZERO,
            SECOND,
            SECOND);

    /** A revoke of what was collected so often, and works until then by itself. */
    private static Flight revoking(int collected, Optional<Instant> usable) {
        Assignment held = assigning().row;
        AssignmentChange change = held.change();
        held.outstanding().forEach(attempt -> change.answered(attempt.number()));
        change.state(AssignmentState.PRESENT)
                .ours(true)
                .seenPresent(true)
                .carriedUntil(Optional.of(NOW.plusSeconds(7_200)))
                .wantedUntil(NOW)
                .sessionsToEnd(true)
                .credentialsIssued(collected)
                .latestUsable(usable)
                .state(AssignmentState.REVOKING);
        Attempt attempt = change.attempt(Attempt.Kind.REVOKE, Optional.empty(), NOW);
        Flight flight = new Flight(change.build(), 0, NOW);
        flight.attempt = attempt;
        return flight;
    }

    private Verdict revoked(Flight flight, Optional<Instant> saysTheProvider, boolean endsSessions) {
        ChangeOutcome done = new ChangeOutcome.Done(Effect.REMOVED, saysTheProvider);
        Landing.Changed landing =
                new Landing.Changed(flight, Optional.ofNullable(flight.attempt).orElseThrow(), done);
        return settlement.judge(landing, flight.row, UNSEEN, endsSessions, NOW);
    }

    @Test
    void whatNobodyCanSeeWorksUntilTheEarlierOfItsOwnEndAndTheProvidersWord() {
        Optional<Instant> soon = Optional.of(NOW.plusSeconds(600));
        Optional<Instant> late = Optional.of(NOW.plusSeconds(3_600));
        assertThat(revoked(revoking(1, soon), late, false).next().latestUsable())
                .isEqualTo(soon);
        assertThat(revoked(revoking(1, late), soon, false).next().latestUsable())
                .isEqualTo(soon);
        assertThat(revoked(revoking(1, late), soon, false).next().nextDueAt()).isEqualTo(soon);
        assertThat(revoked(revoking(1, soon), Optional.empty(), false).next().latestUsable())
                .isEqualTo(soon);
    }

    @Test
    void whatWasNeverCollectedIsOverAtOnce() {
        Verdict verdict = revoked(revoking(0, Optional.empty()), Optional.of(NOW.plusSeconds(3_600)), true);
        assertThat(verdict.next().state()).isEqualTo(AssignmentState.ABSENT);
        assertThat(verdict.claims()).isEqualTo(Verdict.Claims.GONE);
    }

    @Test
    void sessionsOfWhatNobodyCanSeeAreEndedAfterTheRevokeAndOnce() {
        Optional<Instant> soon = Optional.of(NOW.plusSeconds(600));
        Verdict verdict = revoked(revoking(1, soon), Optional.empty(), true);
        assertThat(verdict.act()).isEqualTo(Verdict.Act.END_SESSIONS);
        Flight flight = new Flight(verdict.next(), 0, NOW);
        SessionEnding late = new SessionEnding.NotPossible(Optional.of(NOW.plusSeconds(3_600)), "they end themselves");
        Verdict told = settlement.judge(new Landing.SessionsEnded(flight, late), flight.row, UNSEEN, true, NOW);
        assertThat(told.next().latestUsable()).isEqualTo(soon);
        Verdict looked = settlement.judge(new Landing.Blind(flight), told.next(), UNSEEN, true, NOW);
        assertThat(looked.act()).isEqualTo(Verdict.Act.REST);
        assertThat(looked.next().nextDueAt()).isEqualTo(soon);
    }
}
