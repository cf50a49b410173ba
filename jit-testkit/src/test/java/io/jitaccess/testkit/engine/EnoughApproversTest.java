package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.LEA;
import static io.jitaccess.testkit.engine.World.MAX;
import static io.jitaccess.testkit.engine.World.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.approval.Verdict;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.Subjects;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Problem;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A stage is opened only where enough people could decide it: people, not accounts, and none for themselves. */
@CheckInvariants
class EnoughApproversTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final IdentityId LEA_ADM = new IdentityId("lea-adm");
    private static final IdentityId ROBOT = new IdentityId("robot");
    private static final Approvers MANAGER = new Approvers(Set.of(), Set.of(), true, Set.of());
    private World world;

    EnoughApproversTest(Oracle oracle) {
        world = new World(oracle);
    }

    private Outcome<AccessRequest> asked(Stage... stages) {
        offer(Subjects.groups(new GroupId("dev")), stages);
        return world.jit.requests().request(ANN, world.draft("write", HOUR));
    }

    private void offer(Subjects who, Stage... stages) {
        RuleOutcome outcome = new RuleOutcome.Staged(List.of(stages), RuleOutcome.Staged.DEFAULT_LAPSE);
        world.offer(
                "write",
                who,
                List.of(new Rule("only", new Condition.Always(), outcome)),
                BundleMode.ALL_OR_NOTHING,
                world.group("orders"));
    }

    private static Stage escalating(Approvers approvers, Approvers further, int quorum, Duration after) {
        return new Stage(
                "s", approvers, quorum, 1, Optional.empty(), Optional.of(new Stage.Escalation(after, further)));
    }

    private static void assertNoApprover(Outcome<AccessRequest> outcome) {
        assertThat(outcome.<List<String>>fold(
                        done -> List.of(),
                        refused ->
                                refused.problems().stream().map(Problem::code).toList()))
                .containsExactly("no-approver");
    }

    @Test
    void twoAccountsOfOnePersonAreOneApprover() {
        world.directory.accountOf("lea", "lea-adm");
        assertNoApprover(asked(Stage.of("s", Approvers.users(LEA, LEA_ADM), 2)));
        world = new World();
        assertThat(asked(Stage.of("s", Approvers.users(LEA, LEA_ADM, MAX), 2)).isDone())
                .isTrue();
    }

    @Test
    void anotherAccountOfTheRequesterIsNoApprover() {
        world.directory.accountOf("ann", "ann-adm");
        assertNoApprover(asked(Stage.of("s", Approvers.users(new IdentityId("ann-adm")), 1)));
    }

    @Test
    void whoIsDisabledOrUnknownIsNoApprover() {
        world.directory.disable("max");
        assertNoApprover(asked(Stage.of("s", Approvers.users(MAX, new IdentityId("nemo")), 1)));
    }

    @Test
    void thoseWhoJoinLaterCount() {
        Duration hour = Duration.ofHours(1);
        AccessRequest request = asked(escalating(Approvers.users(ANN), Approvers.users(LEA), 1, hour))
                .orElseThrow();
        world.pass(hour);
        assertThat(world.decide(LEA, request.id(), Verdict.APPROVE)
                        .orElseThrow()
                        .state())
                .isEqualTo(RequestState.APPROVED);
        world = new World();
        assertThat(asked(escalating(Approvers.users(ANN), Approvers.groups(new GroupId("leads")), 1, hour))
                        .isDone())
                .isTrue();
    }

    @Test
    void thoseWhoWouldJoinAfterTheRequestHasLapsedDoNotCount() {
        Stage second = escalating(Approvers.users(ANN), Approvers.users(LEA), 1, Duration.ofHours(12));
        AccessRequest request =
                asked(Stage.of("first", Approvers.users(MAX), 1), second).orElseThrow();
        world.pass(Duration.ofHours(13));
        assertThat(world.decide(MAX, request.id(), Verdict.APPROVE)
                        .orElseThrow()
                        .state())
                .isEqualTo(RequestState.DENIED);
    }

    @Test
    void whoDecidedInAnEarlierStageIsNoApproverOfTheNext() {
        AccessRequest request = asked(
                        Stage.of("first", Approvers.users(LEA, MAX), 1), Stage.of("second", Approvers.users(LEA), 1))
                .orElseThrow();
        AccessRequest decided = world.decide(LEA, request.id(), Verdict.APPROVE).orElseThrow();
        assertThat(decided.state()).isEqualTo(RequestState.DENIED);
        assertThat(decided.message()).hasValueSatisfying(why -> assertThat(why).contains("second"));
    }

    @Test
    void forAServiceTheManagerOfItsOwnerDecides() {
        world.directory.service("ann", "robot", "robots");
        offer(services(), Stage.of("s", MANAGER, 1));
        AccessRequest request =
                world.jit.requests().request(ROBOT, world.draft("write", HOUR)).orElseThrow();
        assertThat(request.approvers().users()).containsExactly(LEA);
        assertThat(world.decide(ANN, request.id(), Verdict.APPROVE).isDone()).isFalse();
        assertThat(world.decide(LEA, request.id(), Verdict.APPROVE)
                        .orElseThrow()
                        .state())
                .isEqualTo(RequestState.APPROVED);
    }

    @Test
    void anEscalationToTheManagerOfAServiceReachesTheOwnersManager() {
        world.directory.service("ann", "robot", "robots");
        offer(services(), escalating(Approvers.users(ROOT), MANAGER, 1, HOUR));
        AccessRequest request =
                world.jit.requests().request(ROBOT, world.draft("write", HOUR)).orElseThrow();
        world.pass(HOUR);
        assertThat(world.request(request.id()).approvers().users()).containsExactlyInAnyOrder(ROOT, LEA);
    }

    @Test
    void theManagerOfAServiceDecidesALaterStage() {
        world.directory.service("ann", "robot", "robots");
        offer(services(), Stage.of("first", Approvers.users(MAX), 1), Stage.of("second", MANAGER, 1));
        AccessRequest request =
                world.jit.requests().request(ROBOT, world.draft("write", HOUR)).orElseThrow();
        assertThat(world.decide(MAX, request.id(), Verdict.APPROVE)
                        .orElseThrow()
                        .approvers()
                        .users())
                .containsExactly(LEA);
    }

    @Test
    void aServiceWhoseOwnerHasNoManagerFindsNoApprover() {
        world.directory.service("max", "robot", "robots");
        offer(services(), Stage.of("s", MANAGER, 1));
        assertNoApprover(world.jit.requests().request(ROBOT, world.draft("write", HOUR)));
    }

    private static Subjects services() {
        return new Subjects(Set.of(), Set.of(new GroupId("robots")), Set.of(IdentityKind.SERVICE));
    }
}
