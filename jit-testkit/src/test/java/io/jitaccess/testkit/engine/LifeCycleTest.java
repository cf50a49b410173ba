package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.BEN;
import static io.jitaccess.testkit.engine.World.LEA;
import static io.jitaccess.testkit.engine.World.LEADS;
import static io.jitaccess.testkit.engine.World.MAX;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.Requests.Extension;
import io.jitaccess.approval.Stage;
import io.jitaccess.approval.Verdict;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Refusal;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@CheckInvariants
class LifeCycleTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void accessAppearsAndEnds(Oracle oracle) {
        World world = new World(oracle);
        world.automatic("debug", world.group("payments"));

        GrantId grant = world.grant(ANN, "debug", HOUR);
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ACTIVE);
        assertThat(world.holds(ANN, world.group("payments"))).isTrue();

        world.pass(HOUR.minusSeconds(2));
        assertThat(world.holds(ANN, world.group("payments"))).isTrue();
        world.pass(Duration.ofSeconds(2));
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.stored(grant).endReason()).contains(EndReason.EXPIRED);
        assertThat(world.actions(grant))
                .containsSubsequence(
                        AuditAction.GRANT_CREATED,
                        AuditAction.ASSIGN_ATTEMPTED,
                        AuditAction.GRANT_ACTIVE,
                        AuditAction.GRANT_ENDING,
                        AuditAction.REVOKE_ATTEMPTED,
                        AuditAction.GRANT_ENDED);
    }

    @Test
    void theRowIsAtRestAfterTheSettleLook(Oracle oracle) {
        World world = new World(oracle);
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        world.pass(HOUR);

        world.pass(HOUR);
        assertThat(world.view(grant).items().get(0).assignment()).contains(AssignmentState.ABSENT);
    }

    @Test
    void anApproverDecides(Oracle oracle) {
        World world = new World(oracle);
        world.staged("write", Stage.of("leads", LEADS, 2), world.group("orders"));

        AccessRequest asked = world.ask(ANN, "write", HOUR);
        assertThat(asked.state()).isEqualTo(RequestState.PENDING);
        assertThat(world.decide(LEA, asked.id(), Verdict.APPROVE).orElseThrow().state())
                .isEqualTo(RequestState.PENDING);
        AccessRequest approved = world.decide(MAX, asked.id(), Verdict.APPROVE).orElseThrow();
        assertThat(approved.state()).isEqualTo(RequestState.APPROVED);
        world.jit.runDue();
        assertThat(world.holds(ANN, world.group("orders"))).isTrue();
    }

    @Test
    void nobodyDecidesTwice(Oracle oracle) {
        World world = new World(oracle);
        world.staged("write", Stage.of("leads", LEADS, 2), world.group("orders"));
        AccessRequest asked = world.ask(ANN, "write", HOUR);
        world.decide(LEA, asked.id(), Verdict.APPROVE).orElseThrow();

        Outcome<AccessRequest> again = world.decide(LEA, asked.id(), Verdict.APPROVE);
        assertThat(again)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.CONFLICT));
    }

    @Test
    void endingOneGrantLeavesWhatAnotherHolds(Oracle oracle) {
        World world = new World(oracle);
        world.automatic("one", world.group("payments"));
        world.automatic("two", world.group("payments"));
        GrantId shorter = world.grant(ANN, "one", HOUR);
        GrantId longer = world.grant(ANN, "two", HOUR.multipliedBy(2));

        world.pass(HOUR);
        assertThat(world.stored(shorter).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.stored(longer).state()).isEqualTo(GrantState.ACTIVE);
        assertThat(world.holds(ANN, world.group("payments"))).isTrue();
        world.pass(HOUR);
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
    }

    @Test
    void accessFromBeforeStays(Oracle oracle) {
        World world = new World(oracle);
        world.automatic("debug", world.group("payments"));
        world.provider
                .cloud()
                .outsiderAdds(
                        new io.jitaccess.entitlement.PrincipalId("ann"),
                        world.group("payments"),
                        java.util.Optional.empty());

        GrantId grant = world.grant(ANN, "debug", HOUR);
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ACTIVE);
        assertThat(world.view(grant).items().get(0).standing()).isTrue();
        world.pass(HOUR);
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.holds(ANN, world.group("payments"))).isTrue();
    }

    @Test
    void whatSomebodyRemovesIsNotMadeAgain(Oracle oracle) {
        World world = new World(oracle);
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        world.provider
                .cloud()
                .outsiderRemoves(new io.jitaccess.entitlement.PrincipalId("ann"), world.group("payments"));

        world.pass(Duration.ofMinutes(16));
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.stored(grant).endReason()).contains(EndReason.REMOVED_OUTSIDE);
        world.pass(HOUR);
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
    }

    @Test
    void whatSomebodyRemovesJustBeforeItsOwnEndIsNotMadeAgain(Oracle oracle) {
        World world = new World(oracle);
        world.automatic("debug", world.to("timed", "payments"));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        world.clock.advance(HOUR.minusSeconds(45));
        world.provider
                .cloud()
                .outsiderRemoves(new io.jitaccess.entitlement.PrincipalId("ann"), world.to("timed", "payments"));
        for (int second = 0; second < 44; second++) {
            world.pass(Duration.ofSeconds(1));
            assertThat(world.holds(ANN, world.to("timed", "payments"))).isFalse();
        }
        world.pass(Duration.ofMinutes(1));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.holds(ANN, world.to("timed", "payments"))).isFalse();
    }

    @Test
    void anExtensionLeavesNoGap(Oracle oracle) {
        World world = new World(oracle);
        world.automatic("debug", world.to("timed", "payments"));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        world.pass(HOUR.minusSeconds(1));

        world.jit.requests().extend(ANN, grant, Extension.by(HOUR, "more")).orElseThrow();
        world.jit.runDue();
        world.pass(Duration.ofSeconds(1));
        assertThat(world.holds(ANN, world.to("timed", "payments"))).isTrue();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ACTIVE);
        world.pass(HOUR);
        assertThat(world.holds(ANN, world.to("timed", "payments"))).isFalse();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
    }

    @Test
    void everyKindComesAndGoes() {
        for (String kind : java.util.List.of("group", "binding", "timed", "login", "token", "laggy")) {
            World world = new World();
            world.automatic("debug", world.to(kind, "payments"));
            GrantId grant = world.grant(ANN, "debug", HOUR);
            world.passSlowly(Duration.ofMinutes(2), Duration.ofSeconds(5));
            assertThat(world.stored(grant).state()).as(kind).isEqualTo(GrantState.ACTIVE);
            assertThat(world.view(grant).items().get(0).state()).as(kind).isEqualTo(ClaimState.ACTIVE);
            world.passSlowly(HOUR, Duration.ofSeconds(30));
            assertThat(world.stored(grant).state()).as(kind).isEqualTo(GrantState.ENDED);
            assertThat(world.holds(ANN, world.to(kind, "payments"))).as(kind).isFalse();
            world.pass(HOUR);
            assertThat(world.view(grant).items().get(0).assignment()).as(kind).contains(AssignmentState.ABSENT);
            world.oracle.check();
        }
    }

    @Test
    void twoPeopleAreIndependent(Oracle oracle) {
        World world = new World(oracle);
        world.automatic("debug", world.group("payments"));
        GrantId anns = world.grant(ANN, "debug", HOUR);
        GrantId bens = world.grant(BEN, "debug", HOUR.multipliedBy(2));
        world.pass(HOUR);
        assertThat(world.stored(anns).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.stored(bens).state()).isEqualTo(GrantState.ACTIVE);
        assertThat(world.holds(BEN, world.group("payments"))).isTrue();
    }
}
