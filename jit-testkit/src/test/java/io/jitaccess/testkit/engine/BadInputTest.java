package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.AUD;
import static io.jitaccess.testkit.engine.World.BEN;
import static io.jitaccess.testkit.engine.World.LEA;
import static io.jitaccess.testkit.engine.World.LEADS;
import static io.jitaccess.testkit.engine.World.MAX;
import static io.jitaccess.testkit.engine.World.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.KillScope;
import io.jitaccess.Requests.Extension;
import io.jitaccess.approval.Stage;
import io.jitaccess.approval.Verdict;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.Suspension;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Refusal;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.GrantQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.RequestQuery;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Invariant 16: bad input gets one answer that lists every problem by field, and changes nothing. */
@CheckInvariants
class BadInputTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration ENDLESS = Duration.parse("P106751991167300D");
    private static final String LONG = "x".repeat(100_000);
    private static final String HIDDEN = "a\u0000b";
    private static final String BACKWARDS = "a\u202Eb";
    private static final PageRequest PAGE = PageRequest.first(10);

    private final World world;
    private AccessRequest pending;
    private AccessRequest decided;
    private GrantId live;
    private GrantId over;

    BadInputTest(Oracle oracle) {
        world = new World(oracle);
    }

    @BeforeEach
    void liveOnAnOrdinaryDay() {
        world.automatic("debug", world.group("payments"));
        world.staged("write", Stage.of("leads", LEADS, 2), world.group("orders"));
        over = world.grant(ANN, "debug", Duration.ofMinutes(1));
        world.pass(Duration.ofHours(1));
        live = world.grant(ANN, "debug", HOUR);
        decided = world.ask(ANN, "write", HOUR);
        world.decide(LEA, decided.id(), Verdict.DENY).orElseThrow();
        pending = world.ask(ANN, "write", HOUR);
    }

    /** Everything that is stored and can be read. */
    private List<Object> rows() {
        return world.store.joining(unit -> {
            PageRequest all = PageRequest.first(500);
            List<Object> rows =
                    new ArrayList<>(unit.requests().page(RequestQuery.ALL, all).items());
            unit.grants().page(GrantQuery.ALL, all).items().forEach(grant -> {
                List<Claim> claims = unit.grants().claims(grant.id());
                rows.add(grant);
                rows.addAll(claims);
                rows.addAll(unit.assignments()
                        .findAll(claims.stream()
                                .flatMap(claim -> claim.assignment().stream())
                                .toList()));
            });
            List<AuditEvent> audit = unit.audit().page(AuditQuery.ALL, all).items();
            rows.addAll(audit);
            rows.addAll(unit.suspensions().list());
            rows.add(unit.catalogue().activeNumber());
            return rows;
        });
    }

    private static Arguments bad(
            String name, Function<BadInputTest, Outcome<?>> act, Refusal refusal, String... fields) {
        return Arguments.of(name, act, refusal, List.of(fields));
    }

    private static Arguments invalid(String name, Function<BadInputTest, Outcome<?>> act, String... fields) {
        return bad(name, act, Refusal.INVALID, fields);
    }

    private static Arguments invalidAsk(String name, Function<RequestDraft, RequestDraft> change, String... fields) {
        return invalid("asking with " + name, t -> t.ask(change), fields);
    }

    private Outcome<?> ask(Function<RequestDraft, RequestDraft> change) {
        return world.jit.requests().request(ANN, change.apply(world.draft("debug", HOUR)));
    }

    private Outcome<?> extend(IdentityId who, GrantId grant, Duration by) {
        return world.jit.requests().extend(who, grant, Extension.by(by, "more"));
    }

    private Outcome<?> decide(RequestId id, long seen, String comment) {
        return world.jit.requests().decide(LEA, id, seen, Verdict.APPROVE, comment);
    }

    private static Stream<Arguments> asks() {
        return Stream.of(
                invalidAsk("no time", d -> d.lasting(Duration.ZERO), "duration"),
                invalidAsk("negative time", d -> d.lasting(Duration.ofHours(-1)), "duration"),
                invalidAsk("endless time", d -> d.lasting(ENDLESS), "duration"),
                invalidAsk("all time before", d -> d.lasting(Duration.ofSeconds(Long.MIN_VALUE)), "duration"),
                invalidAsk("a nanosecond too much", d -> d.lasting(HOUR.plusNanos(1)), "duration"),
                invalidAsk("the farthest start", d -> d.startingAt(Instant.MAX), "start", "start"),
                invalidAsk("the first start", d -> d.startingAt(Instant.MIN), "start"),
                invalidAsk("a very long reason", d -> d.because(LONG), "reason"),
                invalidAsk("a hidden reason", d -> d.because(HIDDEN), "reason"),
                invalidAsk("a reason that reads backwards", d -> d.because(BACKWARDS), "reason"),
                invalidAsk("a very long ticket", d -> d.withTicket(LONG), "ticket"),
                invalidAsk("an empty ticket", d -> d.withTicket(""), "ticket"),
                invalidAsk("a hidden ticket", d -> d.withTicket(HIDDEN), "ticket"),
                invalidAsk("a very long key", d -> d.withIdempotencyKey(LONG), "idempotencyKey"),
                invalidAsk("a hidden key", d -> d.withIdempotencyKey(HIDDEN), "idempotencyKey"),
                invalid(
                        "asking for what is not handed out",
                        t -> t.ask(d -> d.only(List.of(t.world.group("orders"), t.world.to("no-kind", "a")))),
                        "entitlements[0]",
                        "entitlements[1]"),
                invalid(
                        "asking for one thing twice",
                        t -> t.ask(d -> d.only(List.of(t.world.group("payments"), t.world.group("payments")))),
                        "entitlements"),
                invalidAsk(
                        "everything wrong at once",
                        d -> d.lasting(ENDLESS)
                                .because(HIDDEN)
                                .withTicket(LONG)
                                .withIdempotencyKey("")
                                .startingAt(Instant.MIN),
                        "duration",
                        "reason",
                        "ticket",
                        "idempotencyKey",
                        "start"),
                bad(
                        "asking under an unknown eligibility",
                        t -> t.world.jit.requests().request(ANN, t.world.draft("none", HOUR)),
                        Refusal.NOT_FOUND,
                        "eligibility"),
                bad(
                        "asking for an unknown beneficiary",
                        t -> t.ask(d -> d.forBeneficiary(new IdentityId("nemo"))),
                        Refusal.NOT_FOUND,
                        "eligibility"),
                bad("asking for a colleague", t -> t.ask(d -> d.forBeneficiary(BEN)), Refusal.FORBIDDEN, "beneficiary"),
                invalid(
                        "looking for a hidden key",
                        t -> t.world.jit.requests().askedWith(ANN, HIDDEN),
                        "idempotencyKey"),
                invalid(
                        "looking for a very long key",
                        t -> t.world.jit.requests().askedWith(ANN, LONG),
                        "idempotencyKey"));
    }

    private static Stream<Arguments> extensions() {
        return Stream.of(
                invalid("lengthening by nothing", t -> t.extend(ANN, t.live, Duration.ZERO), "duration"),
                invalid("shortening", t -> t.extend(ANN, t.live, Duration.ofHours(-1)), "duration"),
                invalid("lengthening without end", t -> t.extend(ANN, t.live, ENDLESS), "duration"),
                invalid(
                        "lengthening with a hidden reason",
                        t -> t.world.jit.requests().extend(ANN, t.live, Extension.by(HOUR, HIDDEN)),
                        "reason"),
                invalid(
                        "lengthening with a hidden key",
                        t -> t.world
                                .jit
                                .requests()
                                .extend(
                                        ANN,
                                        t.live,
                                        new Extension(HOUR, "more", Optional.of(LONG), Optional.of(HIDDEN))),
                        "ticket",
                        "idempotencyKey"),
                bad("lengthening what is over", t -> t.extend(ANN, t.over, HOUR), Refusal.CONFLICT, ""),
                bad("lengthening somebody else's", t -> t.extend(BEN, t.live, HOUR), Refusal.NOT_FOUND, "grant"),
                bad(
                        "lengthening what is not there",
                        t -> t.extend(ANN, GrantId.random(), HOUR),
                        Refusal.NOT_FOUND,
                        "grant"));
    }

    private static Stream<Arguments> decisions() {
        return Stream.of(
                invalid(
                        "deciding with a very long comment",
                        t -> t.decide(t.pending.id(), t.pending.version(), LONG),
                        "comment"),
                invalid(
                        "deciding with a hidden comment",
                        t -> t.decide(t.pending.id(), t.pending.version(), HIDDEN),
                        "comment"),
                bad(
                        "deciding on what was never seen",
                        t -> t.decide(t.pending.id(), Long.MAX_VALUE, ""),
                        Refusal.CONFLICT,
                        "version"),
                bad("deciding on nothing", t -> t.decide(t.pending.id(), -1, ""), Refusal.CONFLICT, "version"),
                bad(
                        "deciding again what was decided",
                        t -> t.decide(t.decided.id(), t.decided.version(), ""),
                        Refusal.CONFLICT,
                        ""),
                bad(
                        "deciding what is not there",
                        t -> t.decide(RequestId.random(), 0, ""),
                        Refusal.NOT_FOUND,
                        "request"),
                bad(
                        "withdrawing somebody else's",
                        t -> t.world.jit.requests().withdraw(BEN, t.pending.id()),
                        Refusal.NOT_FOUND,
                        "request"),
                bad(
                        "withdrawing what was decided",
                        t -> t.world.jit.requests().withdraw(ANN, t.decided.id()),
                        Refusal.CONFLICT,
                        ""),
                bad(
                        "reading somebody else's request",
                        t -> t.world.jit.requests().find(BEN, t.pending.id()),
                        Refusal.NOT_FOUND,
                        "request"));
    }

    private static Stream<Arguments> holding() {
        return Stream.of(
                invalid(
                        "releasing with a very long comment",
                        t -> t.world.jit.grants().release(ANN, t.live, LONG),
                        "comment"),
                bad(
                        "releasing somebody else's",
                        t -> t.world.jit.grants().release(BEN, t.live, ""),
                        Refusal.NOT_FOUND,
                        "grant"),
                bad("reading somebody else's", t -> t.world.jit.grants().find(BEN, t.live), Refusal.NOT_FOUND, "grant"),
                bad(
                        "collecting somebody else's",
                        t -> t.world.jit.grants().collect(LEA, t.live, 0),
                        Refusal.NOT_FOUND,
                        "grant"),
                bad(
                        "collecting an item before the first",
                        t -> t.world.jit.grants().collect(ANN, t.live, Integer.MIN_VALUE),
                        Refusal.NOT_FOUND,
                        "item"),
                bad(
                        "collecting what has no credential",
                        t -> t.world.jit.grants().collect(ANN, t.live, 0),
                        Refusal.CONFLICT,
                        "item"),
                invalid(
                        "reading a page that is none",
                        t -> t.world.jit.grants().mine(ANN, new PageRequest(10, Optional.of(HIDDEN))),
                        "after"),
                invalid(
                        "reading a page of requests that is none",
                        t -> t.world.jit.requests().awaiting(MAX, new PageRequest(10, Optional.of("x"))),
                        "after"));
    }

    private static Stream<Arguments> administration() {
        return Stream.of(
                invalid(
                        "revoking with a hidden comment",
                        t -> t.world.jit.administration().revoke(ROOT, t.live, BACKWARDS),
                        "comment"),
                bad(
                        "revoking what is not there",
                        t -> t.world.jit.administration().revoke(ROOT, GrantId.random(), ""),
                        Refusal.NOT_FOUND,
                        "grant"),
                bad(
                        "ending more than was counted",
                        t -> t.world.jit.administration().revokeAll(ROOT, new KillScope.OfIdentity(ANN), -1, ""),
                        Refusal.CONFLICT,
                        "expected"),
                invalid(
                        "ending with a very long comment",
                        t -> t.world.jit.administration().revokeAll(ROOT, new KillScope.OfIdentity(ANN), 9, LONG),
                        "comment"),
                invalid(
                        "suspending without a reason",
                        t -> t.world.jit.administration().suspend(ROOT, Suspension.Scope.EVERYTHING, ""),
                        "reason"),
                invalid(
                        "suspending with a hidden reason",
                        t -> t.world.jit.administration().suspend(ROOT, Suspension.Scope.of(ANN), HIDDEN),
                        "reason"),
                invalid("reading no revision", t -> t.world.jit.administration().revisions(AUD, 0), "limit"),
                invalid(
                        "reading all revisions",
                        t -> t.world.jit.administration().revisions(AUD, Integer.MAX_VALUE),
                        "limit"),
                invalid(
                        "reading the record of all time",
                        t -> t.world.jit.audit(AUD, AuditQuery.ALL.between(Instant.MIN, Instant.MAX), PAGE),
                        "from",
                        "to"),
                bad(
                        "reading everybody's record",
                        t -> t.world.jit.audit(BEN, AuditQuery.ALL.about(ANN), PAGE),
                        Refusal.FORBIDDEN,
                        "subject"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"asks", "extensions", "decisions", "holding", "administration"})
    void isNamedByFieldAndChangesNothing(
            String name, Function<BadInputTest, Outcome<?>> act, Refusal refusal, List<String> fields) {
        List<Object> before = rows();
        Outcome<?> outcome = act.apply(this);
        List<Problem> problems = outcome.fold(done -> List.<Problem>of(), refused -> {
            assertThat(refused.refusal()).isEqualTo(refusal);
            return refused.problems();
        });
        assertThat(problems).extracting(Problem::field).containsExactlyInAnyOrderElementsOf(fields);
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.message()).isNotBlank().hasSizeLessThan(1000).doesNotContain(HIDDEN, BACKWARDS);
            assertThat(problem.code()).isNotBlank();
        });
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void whatIsExplainedAsRefusedNamesTheSameFields() {
        List<Object> before = rows();
        var explained = world.jit
                .requests()
                .explain(ANN, world.draft("debug", ENDLESS).because(HIDDEN).startingAt(Instant.MIN))
                .orElseThrow();
        assertThat(explained.problems())
                .extracting(Problem::field)
                .containsExactlyInAnyOrder("duration", "reason", "start");
        assertThat(world.jit
                        .requests()
                        .explainExtension(ANN, live, Extension.by(ENDLESS, "more"))
                        .orElseThrow()
                        .problems())
                .extracting(Problem::field)
                .containsExactly("duration");
        assertThat(rows()).isEqualTo(before);
    }

    /** Nulls where the API takes none. */
    @SuppressWarnings({"NullAway", "DataFlowIssue"})
    private Stream<ThrowingCallable> nulls() {
        EligibilityId debug = new EligibilityId("debug");
        return Stream.of(
                () -> RequestDraft.of(null, HOUR, "eligibility"),
                () -> RequestDraft.of(debug, null, "duration"),
                () -> RequestDraft.of(debug, HOUR, null),
                () -> world.draft("debug", HOUR).only(null),
                () -> Extension.by(null, "more"),
                () -> Extension.by(HOUR, null),
                () -> world.jit.requests().request(null, world.draft("debug", HOUR)),
                () -> world.jit.requests().request(ANN, null),
                () -> world.jit.requests().decide(LEA, pending.id(), pending.version(), null, ""),
                () -> world.jit.requests().decide(LEA, pending.id(), pending.version(), Verdict.APPROVE, null),
                () -> world.jit.grants().release(ANN, live, null),
                () -> world.jit.administration().suspend(ROOT, null, "why"),
                () -> world.jit.administration().activate(ROOT, null));
    }

    @Test
    void aNullIsRefusedAndChangesNothing() {
        List<Object> before = rows();
        List<ThrowingCallable> calls = nulls().toList();
        for (int i = 0; i < calls.size(); i++) {
            assertThatThrownBy(calls.get(i)).as("call %d", i).isInstanceOf(NullPointerException.class);
        }
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void aReplayedAskIsAnsweredWithTheFirst() {
        RequestDraft draft = world.draft("write", HOUR).withIdempotencyKey("once");
        AccessRequest first = world.jit.requests().request(BEN, draft).orElseThrow();
        List<Object> before = rows();
        assertThat(world.jit.requests().request(BEN, draft.lasting(ENDLESS)).orElseThrow())
                .isEqualTo(first);
        assertThat(world.jit.requests().askedWith(BEN, "once").orElseThrow()).contains(first);
        assertThat(world.jit.requests().askedWith(ANN, "once").orElseThrow())
                .as("a key is its caller's")
                .isEmpty();
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void aReplayedDecisionIsRefused() {
        world.decide(LEA, pending.id(), Verdict.APPROVE).orElseThrow();
        List<Object> before = rows();
        assertThat(decide(pending.id(), pending.version(), "").isDone()).isFalse();
        assertThat(world.decide(LEA, pending.id(), Verdict.APPROVE).isDone()).isFalse();
        assertThat(world.decide(LEA, pending.id(), Verdict.DENY).isDone()).isFalse();
        assertThat(rows()).isEqualTo(before);
    }
}
