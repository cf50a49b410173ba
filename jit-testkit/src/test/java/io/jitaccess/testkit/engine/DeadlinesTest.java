package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.LEA;
import static io.jitaccess.testkit.engine.World.MAX;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.approval.Verdict;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.id.RequestId;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the passing of time does to pending requests. */
@CheckInvariants
class DeadlinesTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private final World world;

    DeadlinesTest(Oracle oracle) {
        world = new World(oracle);
    }

    private RequestId pending(Stage... stages) {
        world.offer(
                "write",
                new RuleOutcome.Staged(List.of(stages), Duration.ofHours(8)),
                BundleMode.BEST_EFFORT,
                world.group("orders"));
        return world.ask(ANN, "write", HOUR).id();
    }

    private long count(AuditAction action) {
        return world.audit(AuditQuery.ALL.of(action)).size();
    }

    @Test
    void aRequestLapsesAtItsInstantAndNotBefore() {
        RequestId request = pending(Stage.of("lea", Approvers.users(LEA), 1));
        world.pass(Duration.ofHours(8).minusSeconds(1));
        assertThat(world.request(request).state()).isEqualTo(RequestState.PENDING);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.request(request).state()).isEqualTo(RequestState.LAPSED);
        assertThat(world.decide(LEA, request, Verdict.APPROVE).isDone()).isFalse();
    }

    @Test
    void approversAreRemindedOnce() {
        pending(new Stage("lea", Approvers.users(LEA), 1, 1, Optional.of(HOUR), Optional.empty()));
        world.pass(HOUR.minusSeconds(1));
        assertThat(count(AuditAction.STAGE_REMINDED)).isZero();
        world.pass(Duration.ofSeconds(1));
        world.pass(HOUR);
        assertThat(count(AuditAction.STAGE_REMINDED)).isEqualTo(1);
    }

    @Test
    void aSilentStageIsOpenedToFurtherApprovers() {
        RequestId request = pending(new Stage(
                "lea",
                Approvers.users(LEA),
                1,
                1,
                Optional.empty(),
                Optional.of(new Stage.Escalation(HOUR, Approvers.users(MAX)))));
        assertThat(world.decide(MAX, request, Verdict.APPROVE).isDone()).isFalse();
        world.pass(HOUR);
        assertThat(count(AuditAction.STAGE_ESCALATED)).isEqualTo(1);
        assertThat(world.jit
                        .requests()
                        .awaiting(MAX, PageRequest.first(10))
                        .orElseThrow()
                        .items())
                .hasSize(1);
        assertThat(world.decide(MAX, request, Verdict.APPROVE).orElseThrow().state())
                .isEqualTo(RequestState.APPROVED);
    }

    @Test
    void stagesOpenOneAfterTheOther() {
        RequestId request =
                pending(Stage.of("first", Approvers.users(LEA), 1), Stage.of("second", Approvers.users(MAX), 1));
        assertThat(world.decide(MAX, request, Verdict.APPROVE).isDone()).isFalse();
        assertThat(world.decide(LEA, request, Verdict.APPROVE).orElseThrow().state())
                .isEqualTo(RequestState.PENDING);
        assertThat(world.decide(MAX, request, Verdict.APPROVE).orElseThrow().state())
                .isEqualTo(RequestState.APPROVED);
    }

    @Test
    void anyDenyEndsARequestUnlessMoreAreAskedFor() {
        RequestId one = pending(new Stage("both", World.LEADS, 2, 2, Optional.empty(), Optional.empty()));
        assertThat(world.decide(LEA, one, Verdict.DENY).orElseThrow().state()).isEqualTo(RequestState.PENDING);
        assertThat(world.decide(MAX, one, Verdict.DENY).orElseThrow().state()).isEqualTo(RequestState.DENIED);
    }

    @Test
    void whoLosesTheEligibilityMeanwhileIsDeniedAtTheApproval() {
        RequestId request = pending(Stage.of("lea", Approvers.users(LEA), 1));
        world.directory.person("ann", "sales");
        assertThat(world.decide(LEA, request, Verdict.APPROVE).orElseThrow().state())
                .isEqualTo(RequestState.DENIED);
        assertThat(world.request(request).message().orElseThrow()).contains("no longer eligible");
    }

    @Test
    void theRequesterTakesItBack() {
        RequestId request = pending(Stage.of("lea", Approvers.users(LEA), 1));
        assertThat(world.jit.requests().withdraw(LEA, request).isDone()).isFalse();
        assertThat(world.jit.requests().withdraw(ANN, request).orElseThrow().state())
                .isEqualTo(RequestState.WITHDRAWN);
        assertThat(world.jit.requests().withdraw(ANN, request).isDone()).isFalse();
    }

    @Test
    void twentyFourHoursAreTwentyFourHoursAlsoWhenClocksAreSet() {
        // clocks in Europe go back on 2026-10-25 at 01:00 UTC
        World autumn = new World();
        autumn.clock.set(java.time.Instant.parse("2026-10-24T22:00:00Z"));
        autumn.offer(
                "day", new RuleOutcome.Automatic(Duration.ofHours(2)), BundleMode.BEST_EFFORT, autumn.group("orders"));
        var grant = autumn.grant(ANN, "day", Duration.ofHours(2));
        assertThat(Duration.between(
                        autumn.stored(grant).startsAt(), autumn.stored(grant).endsAt()))
                .isEqualTo(Duration.ofHours(2));
        autumn.oracle.check();
    }
}
