package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.AUD;
import static io.jitaccess.testkit.engine.World.BEN;
import static io.jitaccess.testkit.engine.World.LEA;
import static io.jitaccess.testkit.engine.World.LEADS;
import static io.jitaccess.testkit.engine.World.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.Administration.KillCount;
import io.jitaccess.JitAccess;
import io.jitaccess.KillScope;
import io.jitaccess.Settings;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.approval.Verdict;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.GrantState;
import io.jitaccess.grant.Suspension;
import io.jitaccess.id.GrantId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Refusal;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestState;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import io.jitaccess.testkit.provider.FakeCall;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import io.jitaccess.testkit.provider.FakeKind;
import io.jitaccess.testkit.provider.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a grant ends. */
@CheckInvariants
class EndingsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private final World world;

    EndingsTest(Oracle oracle) {
        world = new World(oracle);
    }

    private static Refusal refusal(Outcome<?> outcome) {
        return outcome.fold(
                done -> {
                    throw new AssertionError("done: " + done);
                },
                Outcome.Refused::refusal);
    }

    @Test
    void whatSomebodyGivesWhileSessionsCannotBeEndedStays() {
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        world.provider.faults().always(call -> call.operation() == Operation.END_SESSIONS, Fault.breaks());
        world.passSlowly(HOUR.plusMinutes(30), Duration.ofMinutes(5));
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDING);

        world.provider.cloud().outsiderAdds(new PrincipalId("ann"), world.group("payments"), Optional.empty());
        world.passSlowly(HOUR.multipliedBy(3), Duration.ofMinutes(5));
        assertThat(world.holds(ANN, world.group("payments"))).isTrue();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
    }

    /** Another node comes to the grant's deadline while this one looks at what it gave. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsLookedAtWhenItsGrantEndsIsNotLookedAtAgain(boolean another) {
        World groups = new World(new Oracle(), Settings.DEFAULTS, List.of(FakeKind.group()));
        groups.automatic("short", groups.provider.to("group", "one"));
        Fault slow = Fault.slow(() -> {
            groups.clock.advance(Duration.ofSeconds(3));
            if (another) {
                groups.jit.runDue();
            }
        });
        groups.provider
                .faults()
                .times(
                        1,
                        call -> call.operation() == Operation.OBSERVE && groups.holds(ANN, groups.group("one")),
                        slow);
        JitAccess node = JitAccess.builder()
                .store(groups.store)
                .directory(groups.directory)
                .provider(groups.provider.plain())
                .build();
        GrantId grant = groups.ask(ANN, "short", Duration.ofSeconds(2)).grant().orElseThrow();
        node.runDue();

        assertThat(groups.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(groups.provider.calls().recent().stream()
                        .filter(call -> call.access().isPresent())
                        .map(FakeCall::operation))
                .containsExactly(
                        Operation.OBSERVE, Operation.ASSIGN, Operation.OBSERVE, Operation.REVOKE, Operation.OBSERVE);
    }

    @Test
    void sessionsAreEndedAsSoonAsTheyCanBe() {
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        world.provider.faults().always(call -> call.operation() == Operation.END_SESSIONS, Fault.breaks());
        world.passSlowly(HOUR.multipliedBy(5), Duration.ofMinutes(5));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDING);
        assertThat(world.audit(AuditQuery.ALL).stream().map(event -> event.action()))
                .doesNotContain(AuditAction.SESSIONS_ENDED);

        world.provider.faults().clear();
        world.passSlowly(HOUR, Duration.ofMinutes(5));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.audit(AuditQuery.ALL).stream().map(event -> event.action()))
                .contains(AuditAction.SESSIONS_ENDED);
    }

    @Test
    void itsHolderGivesItBack() {
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        assertThat(refusal(world.jit.grants().release(BEN, grant, ""))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(world.jit.grants().release(ANN, grant, "done").orElseThrow().state())
                .isEqualTo(GrantState.ENDING);
        assertThat(world.jit.grants().release(ANN, grant, "again").isDone()).isTrue();
        world.jit.runDue();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.stored(grant).endReason()).contains(EndReason.RELEASED);
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
    }

    @Test
    void beforeItHasBegun() {
        world.automatic("debug", world.group("payments"));
        AccessRequest request = world.jit
                .requests()
                .request(
                        ANN,
                        world.draft("debug", HOUR).startingAt(world.clock.now().plus(HOUR)))
                .orElseThrow();
        GrantId grant = request.grant().orElseThrow();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.SCHEDULED);
        assertThat(world.jit.grants().release(ANN, grant, "").orElseThrow().state())
                .isEqualTo(GrantState.ENDED);
        world.passSlowly(HOUR.multipliedBy(3), Duration.ofMinutes(10));
        assertThat(world.provider.calls().count(Operation.ASSIGN)).isZero();
    }

    @Test
    void aLaterStartBeginsThen() {
        world.automatic("debug", world.group("payments"));
        AccessRequest request = world.jit
                .requests()
                .request(
                        ANN,
                        world.draft("debug", HOUR).startingAt(world.clock.now().plus(HOUR)))
                .orElseThrow();
        world.pass(HOUR.minusSeconds(1));
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
        world.pass(Duration.ofSeconds(1));
        assertThat(world.holds(ANN, world.group("payments"))).isTrue();
        world.pass(HOUR);
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
        assertThat(world.stored(request.grant().orElseThrow()).state()).isEqualTo(GrantState.ENDED);
    }

    @Test
    void anAdministratorRevokesOne() {
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        assertThat(refusal(world.jit.administration().revoke(LEA, grant, ""))).isEqualTo(Refusal.FORBIDDEN);
        assertThat(refusal(world.jit.administration().revoke(AUD, grant, ""))).isEqualTo(Refusal.FORBIDDEN);
        world.jit.administration().revoke(ROOT, grant, "incident").orElseThrow();
        world.jit.runDue();
        assertThat(world.stored(grant).endReason()).contains(EndReason.REVOKED);
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
    }

    @Test
    void theKillSwitchEndsEverythingOfOnePersonAndKeepsItEnded() {
        world.automatic("debug", world.group("payments"));
        world.automatic("more", world.group("orders"));
        world.staged("write", Stage.of("leads", LEADS, 1), world.group("customers"));
        world.grant(ANN, "debug", HOUR);
        world.grant(ANN, "more", HOUR);
        GrantId bens = world.grant(BEN, "debug", HOUR);
        AccessRequest pending = world.ask(ANN, "write", HOUR);
        KillScope scope = new KillScope.OfIdentity(ANN);

        assertThat(world.jit.administration().count(ROOT, scope).orElseThrow()).isEqualTo(new KillCount(2, 1));
        assertThat(refusal(world.jit.administration().revokeAll(ROOT, scope, 1, "")))
                .as("more than was seen")
                .isEqualTo(Refusal.CONFLICT);
        assertThat(world.jit.administration().suspensions(AUD).orElseThrow()).isEmpty();
        assertThat(world.jit.administration().revokeAll(ROOT, scope, 2, "leak").orElseThrow())
                .isEqualTo(new KillCount(2, 1));
        world.jit.runDue();

        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
        assertThat(world.holds(ANN, world.group("orders"))).isFalse();
        assertThat(world.stored(bens).state()).isEqualTo(GrantState.ACTIVE);
        assertThat(world.request(pending.id()).state()).isEqualTo(RequestState.DENIED);
        assertThat(refusal(world.jit.requests().request(ANN, world.draft("debug", HOUR))))
                .isEqualTo(Refusal.SUSPENDED);
        world.jit.administration().resume(ROOT, Suspension.Scope.of(ANN)).orElseThrow();
        assertThat(world.jit.requests().request(ANN, world.draft("debug", HOUR)).isDone())
                .isTrue();
    }

    @Test
    void suspendingStopsApprovalsAndActivationsAndEndsNothing() {
        world.automatic("debug", world.group("payments"));
        world.staged("write", Stage.of("leads", LEADS, 1), world.group("customers"));
        GrantId before = world.grant(ANN, "debug", HOUR);
        AccessRequest pending = world.ask(BEN, "write", HOUR);
        world.jit
                .administration()
                .suspend(ROOT, Suspension.Scope.EVERYTHING, "audit")
                .orElseThrow();

        assertThat(refusal(world.decide(LEA, pending.id(), Verdict.APPROVE))).isEqualTo(Refusal.SUSPENDED);
        assertThat(world.stored(before).state()).isEqualTo(GrantState.ACTIVE);
        world.jit.administration().resume(ROOT, Suspension.Scope.EVERYTHING).orElseThrow();
        assertThat(world.decide(LEA, pending.id(), Verdict.APPROVE).isDone()).isTrue();
    }

    @Test
    void itsHolderLosesTheEligibility() {
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        world.directory.person("ann", "sales");
        world.pass(Duration.ofMinutes(5));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.stored(grant).endReason()).contains(EndReason.ELIGIBILITY_LOST);
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
    }

    @Test
    void aDirectoryThatDoesNotAnswerEndsNothing() {
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        world.directory.unreachable(true);
        world.passSlowly(Duration.ofMinutes(30), Duration.ofMinutes(5));
        assertThat(world.holds(ANN, world.group("payments"))).isTrue();
        assertThat(refusal(world.jit.requests().request(ANN, world.draft("debug", HOUR))))
                .isEqualTo(Refusal.UNAVAILABLE);
        world.pass(HOUR);
        world.directory.unreachable(false);
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
    }

    @Test
    void aRevokeSucceedsAfterTheEligibilityIsGone() {
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        world.withdrawOffers();
        world.directory.remove("ann");
        world.pass(HOUR);
        assertThat(world.holds(ANN, world.group("payments"))).isFalse();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
    }

    @Test
    void aRefusedRevokeIsTriedForEverAndAlarmed() {
        world.automatic("debug", world.group("payments"));
        GrantId grant = world.grant(ANN, "debug", HOUR);
        world.provider.faults().always(call -> call.operation() == Operation.REVOKE, Fault.refused("no right"));
        world.passSlowly(HOUR.multipliedBy(5), Duration.ofMinutes(5));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDING);
        assertThat(world.jit.status().overdue()).isEqualTo(1);
        assertThat(world.audit(AuditQuery.ALL.of(AuditAction.REVOCATION_OVERDUE)))
                .hasSize(1);
        world.provider.faults().clear();
        world.passSlowly(Duration.ofMinutes(20), Duration.ofMinutes(5));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.jit.status().overdue()).isZero();
    }

    @Test
    void allOrNothingEndsWhatWasGiven() {
        Entitlement good = world.group("payments");
        Entitlement bad = world.group("orders");
        world.offer("bundle", new RuleOutcome.Automatic(HOUR), BundleMode.ALL_OR_NOTHING, good, bad);
        world.provider.faults().always(call -> isAssign(call, "orders"), Fault.refused("not allowed"));
        GrantId grant = world.grant(ANN, "bundle", HOUR);
        world.passSlowly(Duration.ofMinutes(5), Duration.ofMinutes(1));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.stored(grant).endReason()).contains(EndReason.ACTIVATION_FAILED);
        assertThat(world.holds(ANN, good)).isFalse();
    }

    @Test
    void bestEffortKeepsWhatWasGiven() {
        Entitlement good = world.group("payments");
        Entitlement bad = world.group("orders");
        world.offer("bundle", new RuleOutcome.Automatic(HOUR), BundleMode.BEST_EFFORT, good, bad);
        world.provider.faults().always(call -> isAssign(call, "orders"), Fault.refused("not allowed"));
        GrantId grant = world.grant(ANN, "bundle", HOUR);
        world.passSlowly(Duration.ofMinutes(5), Duration.ofMinutes(1));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ACTIVE);
        assertThat(world.holds(ANN, good)).isTrue();
        assertThat(world.view(grant).items().get(1).state()).isEqualTo(ClaimState.ENDED);
        assertThat(world.view(grant).items().get(1).detail()).contains("not allowed");
    }

    private static boolean isAssign(FakeCall call, String name) {
        return call.operation() == Operation.ASSIGN
                && call.access()
                        .filter(a -> a.entitlement().attributes().containsValue(name))
                        .isPresent();
    }
}
