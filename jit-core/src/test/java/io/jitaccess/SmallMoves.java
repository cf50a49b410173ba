package io.jitaccess;

import io.jitaccess.SmallWorld.Call;
import io.jitaccess.SmallWorld.Entry;
import io.jitaccess.SmallWorld.Node;
import io.jitaccess.SmallWorld.Phase;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Assignment.Lease;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.Attempt;
import io.jitaccess.internal.Backoff;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Done;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Expiry;
import io.jitaccess.spi.KindDescriptor.Marks;
import io.jitaccess.spi.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Everything that can happen next in a small world. What the library decides, its own rules decide. */
final class SmallMoves {

    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final int LEASE = 3;
    private static final List<UUID> TOKENS = List.of(new UUID(0, 1), new UUID(0, 2));

    private final KindDescriptor kind;
    private final Settlement settlement;

    SmallMoves(KindDescriptor kind) {
        this.kind = kind;
        Duration tick = Duration.ofSeconds(1);
        // always a tick: how often something failed makes no difference here
        Backoff backoff = new Backoff(tick, tick, () -> -1);
        this.settlement = new Settlement(
                new Providers(List.of()),
                new Recorder(List.of(), List.of(), () -> {}),
                null,
                backoff,
                Duration.ofSeconds(LEASE),
                Duration.ofDays(1));
    }

    static Instant at(int tick) {
        return START.plusSeconds(tick);
    }

    private static int tick(Instant at) {
        return (int) Duration.between(START, at).toSeconds();
    }

    /** What may happen next where faults are left. */
    List<SmallWorld> next(SmallWorld w, int lastTick) {
        List<SmallWorld> all = new ArrayList<>();
        for (int node = 0; node < w.nodes().size(); node++) {
            all.addAll(of(w, node));
        }
        for (Call call : w.flying()) {
            all.add(effect(w, call.attempt(), call.mayChange()).after.flying(calls -> without(calls, call)));
        }
        if (w.outsider() > 0) {
            SmallWorld spent = w.left(w.outsider() - 1, w.faults(), w.deaths());
            all.add(spent.with(
                    w.entry().isPresent() ? Optional.empty() : Optional.of(new Entry(false, 0, isAmbiguous(w)))));
        }
        // the second grant overlaps the first, or comes when it is over
        if (w.asks() > 0 && (w.now() == 1 || w.now() == 3)) {
            all.add(asked(w, 1));
        }
        if (w.now() < lastTick) {
            all.add(tick(w));
        }
        return all;
    }

    /** Time passes: native ends come, and what was begun too long ago never lands any more. */
    SmallWorld tick(SmallWorld w) {
        int now = w.now() + 1;
        Optional<Entry> entry = w.entry().filter(e -> e.until() == 0 || e.until() > now);
        return w.at(now)
                .with(entry)
                .flying(calls -> calls.stream().filter(c -> c.deadline() >= now).toList());
    }

    /** Everything goes well from here: what flies lands at the last moment, and one new node does what is due. */
    SmallWorld calmTick(SmallWorld w) {
        SmallWorld landed = w;
        for (Call call : w.flying()) {
            if (call.deadline() == w.now()) {
                landed = effect(landed, call.attempt(), call.mayChange()).after.flying(c -> without(c, call));
            }
        }
        SmallWorld then = tick(landed);
        for (int steps = 0; steps < 30; steps++) {
            List<SmallWorld> moves = of(then.left(0, 0, 0), 0);
            if (moves.isEmpty()) {
                return then;
            }
            then = moves.get(0);
        }
        throw new AssertionError("a healthy node comes to no rest: " + then);
    }

    // ---- a node

    private List<SmallWorld> of(SmallWorld w, int i) {
        Node node = w.nodes().get(i);
        List<SmallWorld> all = new ArrayList<>();
        switch (node.phase()) {
            case IDLE -> {
                // nodes that do nothing are all the same
                if (isFree(w) && (i == 0 || w.nodes().get(0).phase() != Phase.IDLE)) {
                    Lease lease = new Lease(TOKENS.get(i), at(w.now() + LEASE));
                    SmallWorld leased =
                            w.written(w.row().change().lease(Optional.of(lease)).build(), i);
                    all.add(leased.with(i, Node.looks(w.now(), w.now() + LEASE, 0)));
                }
                return all;
            }
            case LOOKS -> {
                if (mayBegin(w, node)) {
                    all.add(w.with(i, node.seeing(look(w))));
                    if (w.faults() > 0) {
                        all.add(fault(w).with(i, node.seeing(Observation.unclear("no"))));
                    }
                } else {
                    all.add(w.with(i, node.in(Phase.HAS_NOT_CALLED)));
                }
            }
            case CALLS -> all.addAll(call(w, i, node));
            case HAS_SEEN, HAS_ANSWER, HAS_NOT_CALLED -> all.add(judged(w, i, node));
        }
        if (w.deaths() > 0) {
            all.add(w.left(w.outsider(), w.faults(), w.deaths() - 1).with(i, Node.IDLE));
        }
        return all;
    }

    private static boolean isFree(SmallWorld w) {
        return w.row().nextDueAt().filter(due -> !due.isAfter(at(w.now()))).isPresent()
                && w.row()
                        .lease()
                        .filter(lease -> lease.until().isAfter(at(w.now())))
                        .isEmpty();
    }

    private boolean mayBegin(SmallWorld w, Node node) {
        return node.leaseEnd() - w.now() > kind.callTimeout().toSeconds();
    }

    private List<SmallWorld> call(SmallWorld w, int i, Node node) {
        Attempt attempt = node.attempt().orElseThrow();
        boolean past =
                attempt.until().filter(until -> !until.isAfter(at(w.now()))).isPresent();
        if (!mayBegin(w, node) || past) {
            return List.of(w.with(i, node.in(Phase.HAS_NOT_CALLED)));
        }
        boolean mayChange = w.row().ours();
        Effected effected = effect(w, attempt, mayChange);
        List<SmallWorld> all = new ArrayList<>();
        all.add(effected.after.with(i, node.answered(effected.outcome)));
        if (w.faults() > 0) {
            SmallWorld spent = fault(w);
            SmallWorld done = fault(effected.after);
            ChangeOutcome lost = ChangeOutcome.unknown("lost");
            Effect resent = attempt.kind() == Attempt.Kind.ASSIGN ? Effect.ALREADY_PRESENT : Effect.ALREADY_ABSENT;
            int deadline = w.now() + (int) kind.effectHorizon().toSeconds() - 1;
            all.add(done.with(i, node.answered(lost)));
            all.add(done.with(i, node.answered(ChangeOutcome.done(resent))));
            all.add(spent.with(i, node.answered(lost))
                    .flying(calls -> with(calls, new Call(attempt, mayChange, deadline))));
            all.add(spent.with(i, node.answered(lost)));
            all.add(spent.with(i, node.answered(new ChangeOutcome.Retryable("busy"))));
            all.add(spent.with(i, node.answered(new ChangeOutcome.Refused("no"))));
        }
        return all;
    }

    private static SmallWorld fault(SmallWorld w) {
        return w.left(w.outsider(), w.faults() - 1, w.deaths());
    }

    private SmallWorld judged(SmallWorld w, int i, Node node) {
        UUID token = TOKENS.get(i);
        Instant now = at(w.now());
        Assignment held = w.row()
                .change()
                .lease(Optional.of(new Lease(token, at(node.leaseEnd()))))
                .build();
        Flight flight = new Flight(held, 0, at(node.from()));
        flight.acts = node.acts();
        flight.attempt = node.attempt().orElse(null);
        flight.unverified = node.outcome().orElse(null) instanceof Done done ? done : null;
        Landing.OfFlight landing = switch (node.phase()) {
            case HAS_SEEN -> new Landing.Looked(flight, node.seen().orElseThrow());
            case HAS_ANSWER ->
                new Landing.Changed(
                        flight, node.attempt().orElseThrow(), node.outcome().orElseThrow());
            default -> new Landing.NotMade(flight, node.attempt());
        };
        boolean current = !node.stale() && w.row().isHeldBy(token);
        Verdict verdict = current
                ? settlement.judge(landing, w.row(), kind, false, now)
                : settlement.evidence(landing, w.row(), now);
        if (verdict.claims() == Verdict.Claims.GONE && w.isOurs() && !w.row().isWanted(now)) {
            throw new AssertionError("told to be gone, and there: " + w);
        }
        SmallWorld after = w.written(plain(settlement.leased(verdict, flight, now)), i);
        if (current
                && (verdict.claims() == Verdict.Claims.REMOVED_OUTSIDE || verdict.claims() == Verdict.Claims.FAILED)) {
            for (int grant = 0; grant < w.ends().size(); grant++) {
                after = after.claimed(grant, Math.min(w.ends().get(grant), w.now()), w.asks());
            }
        }
        if (!current || verdict.act() == Verdict.Act.REST) {
            return after.with(i, Node.IDLE);
        }
        Node renewed = Node.looks(w.now(), w.now() + LEASE, node.acts());
        return after.with(
                i, verdict.act() == Verdict.Act.LOOK ? renewed : renewed.calling(w.now() + LEASE, verdict.attempt()));
    }

    /** Without what only counts or tells. */
    private static Assignment plain(Assignment row) {
        return row.change().failures(0).lastError(Optional.empty()).build();
    }

    // ---- the provider

    private Observation look(SmallWorld w) {
        return w.entry()
                .<Observation>map(entry -> new Observation.Present(
                        entry.until() == 0 ? Optional.empty() : Optional.of(at(entry.until())),
                        entry.ours() && isMarked() ? Observation.Mark.OURS : Observation.Mark.NONE))
                .orElseGet(Observation::absent);
    }

    private boolean isMarked() {
        return kind.marks() == Marks.MARKED;
    }

    private record Effected(SmallWorld after, ChangeOutcome outcome) {}

    private Effected effect(SmallWorld w, Attempt attempt, boolean mayChange) {
        Optional<Entry> entry = w.entry();
        boolean touchable = entry.filter(e -> e.ours() || !isMarked()).isPresent();
        if (attempt.kind() == Attempt.Kind.REVOKE) {
            if (!touchable) {
                return new Effected(w, ChangeOutcome.done(Effect.ALREADY_ABSENT));
            }
            mind(w, entry.get());
            return new Effected(w.with(Optional.empty()), ChangeOutcome.done(Effect.REMOVED));
        }
        int until = kind.expiry() == Expiry.NATIVE ? tick(attempt.until().orElseThrow()) : 0;
        if (entry.isEmpty()) {
            return new Effected(
                    until != 0 && until <= w.now() ? w : w.with(Optional.of(new Entry(true, until, false))),
                    ChangeOutcome.done(Effect.CREATED));
        }
        if (until != 0 && until != entry.get().until() && touchable && (mayChange || isMarked())) {
            mind(w, entry.get());
            Entry changed = new Entry(entry.get().ours(), until, entry.get().ambiguous());
            return new Effected(w.with(Optional.of(changed)), ChangeOutcome.done(Effect.UPDATED));
        }
        return new Effected(w, ChangeOutcome.done(Effect.ALREADY_PRESENT));
    }

    private static void mind(SmallWorld w, Entry entry) {
        if (!entry.ours() && !entry.ambiguous()) {
            throw new AssertionError("access of others is changed: " + w);
        }
    }

    /** Nobody can tell what is added now from what an attempt of ours makes. */
    private boolean isAmbiguous(SmallWorld w) {
        boolean assigns = w.row().outstanding().stream().anyMatch(a -> a.kind() == Attempt.Kind.ASSIGN);
        boolean looked = w.nodes().stream().anyMatch(node -> node.phase() == Phase.HAS_SEEN);
        // a node that stood still may hold the answer to an assign, and its evidence counts whenever it comes
        boolean answer = w.nodes().stream()
                .flatMap(node -> node.attempt().stream())
                .anyMatch(attempt -> attempt.kind() == Attempt.Kind.ASSIGN);
        return !isMarked() && (w.row().ours() || assigns || looked || answer);
    }

    // ---- the grants

    private static SmallWorld asked(SmallWorld w, int grant) {
        int until = w.now() + 2;
        var change = w.row().change().nextDueAt(Optional.of(at(w.now())));
        if (!w.row().isWanted(at(w.now())) || at(until).isAfter(w.row().wantedUntil())) {
            change.wantedUntil(at(until));
        }
        if (w.row().state() == AssignmentState.ABSENT) {
            change.state(AssignmentState.NEW);
        }
        return w.written(change.build(), -1).claimed(grant, until, w.asks() - 1);
    }

    private static List<Call> with(List<Call> calls, Call one) {
        calls.add(one);
        return calls;
    }

    private static List<Call> without(List<Call> calls, Call one) {
        calls.remove(one);
        return calls;
    }
}
