package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.LEA;
import static io.jitaccess.testkit.engine.World.LEADS;
import static io.jitaccess.testkit.engine.World.MAX;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Stage;
import io.jitaccess.approval.Verdict;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Refusal;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Invariant 9: nobody approves their own access, by no path, and one person counts once. */
@CheckInvariants
class OwnAccessTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private final World world;

    OwnAccessTest(Oracle oracle) {
        world = new World(oracle);
    }

    private AccessRequest pending(Stage stage) {
        world.staged("write", stage, world.group("orders"));
        return world.ask(ANN, "write", HOUR);
    }

    private static void assertRefused(Outcome<?> outcome, Refusal refusal) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    @Test
    void notAsRequester() {
        world.directory.personManagedBy("lea", "ann", "dev", "leads");
        AccessRequest request = pending(Stage.of("leads", LEADS, 1));
        assertRefused(world.decide(ANN, request.id(), Verdict.APPROVE), Refusal.FORBIDDEN);
        assertThat(world.request(request.id()).state()).isEqualTo(RequestState.PENDING);
    }

    @Test
    void notAsRequesterOnBehalfOfAnother() {
        world.staged("write", Stage.of("leads", LEADS, 1), world.group("orders"));
        AccessRequest request = world.jit
                .requests()
                .request(LEA, world.draft("write", HOUR).forBeneficiary(ANN))
                .orElseThrow();
        assertThat(request.beneficiary()).isEqualTo(ANN);
        assertRefused(world.decide(LEA, request.id(), Verdict.APPROVE), Refusal.FORBIDDEN);
    }

    @Test
    void notAsBeneficiary() {
        world.directory.personManagedBy("lea", "ann", "dev", "leads");
        world.staged("write", Stage.of("leads", LEADS, 1), world.group("orders"));
        AccessRequest request = world.jit
                .requests()
                .request(LEA, world.draft("write", HOUR).forBeneficiary(ANN))
                .orElseThrow();
        assertRefused(world.decide(ANN, request.id(), Verdict.APPROVE), Refusal.FORBIDDEN);
    }

    @Test
    void notByASecondAccountOfThePerson() {
        world.directory.accountOf("ann", "ann-adm", "leads");
        AccessRequest request = pending(Stage.of("leads", LEADS, 1));
        assertRefused(world.decide(new IdentityId("ann-adm"), request.id(), Verdict.APPROVE), Refusal.FORBIDDEN);
    }

    @Test
    void notByTheFirstAccountWhereTheSecondAsked() {
        world.directory.accountOf("lea", "lea-adm", "dev");
        world.staged("write", Stage.of("leads", LEADS, 1), world.group("orders"));
        AccessRequest request = world.ask(new IdentityId("lea-adm"), "write", HOUR);
        assertRefused(world.decide(LEA, request.id(), Verdict.APPROVE), Refusal.FORBIDDEN);
    }

    @Test
    void notAsOwnerOfTheService() {
        world.directory.personManagedBy("lea", "ann", "dev", "leads").service("ann", "robot", "dev", "robots");
        world.staged("write", Stage.of("leads", LEADS, 1), world.group("orders"));
        // a service that is eligible as one of dev: kinds are people by default, so it may not even ask
        assertRefused(
                world.jit.requests().request(new IdentityId("robot"), world.draft("write", HOUR)), Refusal.NOT_FOUND);
    }

    @Test
    void notTwiceInTwoStagesByTwoAccounts() {
        world.directory.accountOf("lea", "lea-adm", "leads");
        AccessRequest request = pending(Stage.of("leads", LEADS, 2));
        world.decide(LEA, request.id(), Verdict.APPROVE).orElseThrow();
        assertRefused(world.decide(new IdentityId("lea-adm"), request.id(), Verdict.APPROVE), Refusal.CONFLICT);
        assertThat(world.decide(MAX, request.id(), Verdict.APPROVE)
                        .orElseThrow()
                        .state())
                .isEqualTo(RequestState.APPROVED);
    }

    @Test
    void notWhenDisabled() {
        AccessRequest request = pending(Stage.of("leads", LEADS, 1));
        world.directory.disable("lea");
        assertRefused(world.decide(LEA, request.id(), Verdict.APPROVE), Refusal.FORBIDDEN);
    }

    @Test
    void notByRankOfAdministrator() {
        AccessRequest request = pending(Stage.of("leads", LEADS, 1));
        assertRefused(world.decide(World.ROOT, request.id(), Verdict.APPROVE), Refusal.FORBIDDEN);
    }

    @Test
    void notWithAVersionThatHasPassed() {
        AccessRequest request = pending(Stage.of("leads", LEADS, 2));
        world.decide(LEA, request.id(), Verdict.APPROVE).orElseThrow();
        assertRefused(
                world.jit.requests().decide(MAX, request.id(), request.version(), Verdict.APPROVE, ""),
                Refusal.CONFLICT);
    }

    @Test
    void notByAStrangerWhoLearnsNothing() {
        AccessRequest request = pending(Stage.of("leads", LEADS, 1));
        assertRefused(world.decide(World.BEN, request.id(), Verdict.APPROVE), Refusal.NOT_FOUND);
    }

    @Test
    void aRequestThatNobodyElseCouldDecideIsRefusedAtOnce() {
        world.staged(
                "lonely",
                new Stage(
                        "self",
                        new Approvers(Set.of(ANN), Set.<GroupId>of(), false, Set.of()),
                        1,
                        1,
                        java.util.Optional.empty(),
                        java.util.Optional.empty()),
                world.group("orders"));
        assertRefused(world.jit.requests().request(ANN, world.draft("lonely", HOUR)), Refusal.INVALID);
    }

    @Test
    void theManagerDecidesWhereTheStageSaysSo() {
        AccessRequest request = pending(Stage.of("manager", new Approvers(Set.of(), Set.of(), true, Set.of()), 1));
        assertRefused(world.decide(MAX, request.id(), Verdict.APPROVE), Refusal.NOT_FOUND);
        assertThat(world.decide(LEA, request.id(), Verdict.APPROVE)
                        .orElseThrow()
                        .state())
                .isEqualTo(RequestState.APPROVED);
    }
}
