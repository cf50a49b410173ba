package io.jitaccess.testkit.provider;

import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What goes wrong with one call of a {@link FakeProvider}. Where a fault answers an outcome and the call is no change,
 * the call says the same in its own way: a look is unclear, a listing throws, nothing is issued.
 */
public final class Fault {

    /** When a call that hangs takes effect. */
    public enum Landing {
        NEVER,
        /** Before it hangs: only its answer is late. */
        BEFORE,
        /** When the gate opens, even if the caller has given up long before: a call that lands late. */
        AT_OPENING
    }

    private static final Set<Operation> ALL = EnumSet.allOf(Operation.class);
    private static final Set<Operation> CHANGES = EnumSet.of(Operation.ASSIGN, Operation.REVOKE);
    private static final Set<Operation> EFFECTS =
            EnumSet.of(Operation.ASSIGN, Operation.REVOKE, Operation.APPLY, Operation.END_SESSIONS, Operation.ISSUE);
    private static final Set<Operation> READS = EnumSet.of(Operation.OBSERVE, Operation.LOOK, Operation.LIST);

    private final String name;
    private final Set<Operation> operations;
    private final Consumer<Run<?>> behaviour;

    private Fault(String name, Set<Operation> operations, Consumer<Run<?>> behaviour) {
        this.name = name;
        this.operations = Set.copyOf(operations);
        this.behaviour = behaviour;
    }

    // ---- honest answers without effect

    /** Refused, without effect. */
    public static Fault refused(String message) {
        return says("refused", new ChangeOutcome.Refused(message));
    }

    /** Retryable, without effect. */
    public static Fault retryable(String message) {
        return says("retryable", new ChangeOutcome.Retryable(message));
    }

    /** Throttled, without effect. */
    public static Fault throttled(Duration retryAfter) {
        return says("throttled", new ChangeOutcome.Throttled(retryAfter));
    }

    // ---- nobody knows

    /** The request was lost on its way: no effect, outcome unknown. For a look: unclear. */
    public static Fault lost() {
        return says("lost", ChangeOutcome.unknown("no answer"));
    }

    /** The answer was lost: effect, outcome unknown. */
    public static Fault answerLost() {
        return new Fault("answer lost", EFFECTS, run -> {
            run.effect();
            run.say(ChangeOutcome.unknown("no answer"));
        });
    }

    /** The connection breaks before the effect: throws. */
    public static Fault breaks() {
        return new Fault("breaks", ALL, run -> {
            throw broken();
        });
    }

    /** The connection breaks after the effect: throws. */
    public static Fault breaksAfterEffect() {
        return new Fault("breaks after effect", EFFECTS, run -> {
            run.effect();
            throw broken();
        });
    }

    /** A batch takes effect for its first items only, revokes first; then the connection breaks: throws. */
    public static Fault breaksMidway(int items) {
        return new Fault("breaks midway", EnumSet.of(Operation.APPLY), run -> {
            run.effectOn(items);
            throw broken();
        });
    }

    /** The outcome is unknown, and the effect comes that much later by the cloud's clock, in the state of then. */
    public static Fault landsLate(Duration delay) {
        return new Fault("lands late", EFFECTS, run -> {
            run.effectAfter(delay);
            run.say(ChangeOutcome.unknown("no answer"));
        });
    }

    /** Accepted, and the effect comes that much later by the cloud's clock. */
    public static Fault pending(Duration delay) {
        return new Fault("pending", CHANGES, run -> {
            run.effectAfter(delay);
            run.say(new ChangeOutcome.Pending(delay));
        });
    }

    /** Hangs until the gate is opened, and then answers; throws when the thread is interrupted before. */
    public static Fault hangs(Gate gate, Landing landing) {
        return new Fault("hangs, lands " + landing, ALL, run -> {
            switch (landing) {
                case NEVER -> {
                    gate.hold(() -> {});
                    run.say(ChangeOutcome.unknown("no answer"));
                }
                case BEFORE -> {
                    run.effect();
                    gate.hold(() -> {});
                }
                case AT_OPENING -> gate.hold(run::effect);
            }
        });
    }

    /** Runs the hook and then does the call, such as to move a test's clock. */
    public static Fault slow(Runnable hook) {
        return new Fault("slow", ALL, run -> {
            hook.run();
            run.effect();
        });
    }

    /** Takes that long for real, at most ten seconds; for benchmarks. */
    public static Fault slow(Duration real) {
        return slow(() -> Gate.pause(real));
    }

    // ---- ambiguous truths and lies

    /** A client below sends the call again after its answer was lost: effect, and the answer "already". */
    public static Fault resent() {
        return new Fault("resent", CHANGES, run -> {
            run.effect();
            run.effect();
        });
    }

    /** A lie: says done, or anything else, without effect. */
    public static Fault saysDone(Effect effect) {
        return new Fault("says " + effect, CHANGES, run -> run.say(ChangeOutcome.done(effect)));
    }

    /** A lie if the outcome claims no effect: takes effect, and then says this. */
    public static Fault saysAfterEffect(ChangeOutcome outcome) {
        return new Fault("says after effect", EFFECTS, run -> {
            run.effect();
            run.say(outcome);
        });
    }

    /** A read that shows the state of that long before, on top of the kind's own lag. */
    public static Fault stale(Duration ago) {
        return new Fault("stale", READS, run -> run.readAsOf(ago));
    }

    boolean fits(Operation operation) {
        return operations.contains(operation);
    }

    <T> T on(Run<T> run) {
        behaviour.accept(run);
        return run.answer();
    }

    @Override
    public String toString() {
        return name;
    }

    private static Fault says(String name, ChangeOutcome outcome) {
        return new Fault(name, ALL, run -> run.say(outcome));
    }

    private static UncheckedIOException broken() {
        return new UncheckedIOException(new SocketException("Connection reset"));
    }
}
