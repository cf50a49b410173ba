package io.jitaccess.testkit.provider;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Which calls of a {@link FakeProvider} go wrong, and how: the first rule that strikes decides, in the order in which
 * they were given. Thread-safe. A rule may ask for an item of a batch as for a call of its own ({@link
 * FakeCall#inBatch}).
 */
public final class Faults {

    /** A call that went wrong. */
    public record Struck(FakeCall call, Fault fault) {}

    private interface Rule {
        Optional<Fault> strike(FakeCall call);

        boolean isOver();
    }

    private static final int KEPT = 10_000;

    private final List<Rule> rules = new ArrayList<>();
    private final Deque<Struck> struck = new ArrayDeque<>();

    Faults() {}

    /**
     * The next call of this operation that nothing before strikes.
     *
     * @throws IllegalArgumentException if the operation cannot have this fault
     */
    public Faults next(Operation operation, Fault fault) {
        if (!fault.fits(operation)) {
            throw new IllegalArgumentException(operation + " cannot have the fault: " + fault);
        }
        return times(1, call -> call.operation() == operation, fault);
    }

    /** Every call that the predicate picks, until {@link #clear}. */
    public Faults always(Predicate<FakeCall> which, Fault fault) {
        return times(Integer.MAX_VALUE, which, fault);
    }

    /** The next so many calls that the predicate picks and that can have the fault. */
    public synchronized Faults times(int times, Predicate<FakeCall> which, Fault fault) {
        rules.add(new Scripted(times, which, fault));
        return this;
    }

    /**
     * Each call with that probability, with one of the faults that it can have. What strikes depends on the seed and on
     * which call for the principal and target it is, by operation, not on threads or on other accesses: a run with the
     * same calls for each access has the same faults.
     *
     * @param rate 0 to 1
     */
    public synchronized Faults random(long seed, double rate, List<Fault> faults) {
        rules.add(new Chance(seed, rate, List.copyOf(faults)));
        return this;
    }

    /** Heals everything; calls that hang go on hanging until their gate opens. */
    public synchronized Faults clear() {
        rules.clear();
        return this;
    }

    /** What struck so far, oldest first; the last 10 000. */
    public synchronized List<Struck> struck() {
        return List.copyOf(struck);
    }

    synchronized Optional<Fault> strike(FakeCall call) {
        for (Iterator<Rule> each = rules.iterator(); each.hasNext(); ) {
            Rule rule = each.next();
            Optional<Fault> fault = rule.strike(call);
            if (rule.isOver()) {
                each.remove();
            }
            if (fault.isPresent()) {
                if (struck.size() == KEPT) {
                    struck.removeFirst();
                }
                struck.add(new Struck(call, fault.get()));
                return fault;
            }
        }
        return Optional.empty();
    }

    private static final class Scripted implements Rule {
        private int left;
        private final Predicate<FakeCall> which;
        private final Fault fault;

        Scripted(int times, Predicate<FakeCall> which, Fault fault) {
            this.left = times;
            this.which = which;
            this.fault = fault;
        }

        @Override
        public Optional<Fault> strike(FakeCall call) {
            if (left == 0 || !fault.fits(call.operation()) || !which.test(call)) {
                return Optional.empty();
            }
            if (left != Integer.MAX_VALUE) {
                left--;
            }
            return Optional.of(fault);
        }

        @Override
        public boolean isOver() {
            return left == 0;
        }
    }

    private static final class Chance implements Rule {
        private final long seed;
        private final double rate;
        private final List<Fault> faults;
        private final Map<String, Integer> calls = new HashMap<>();

        Chance(long seed, double rate, List<Fault> faults) {
            this.seed = seed;
            this.rate = rate;
            this.faults = faults;
        }

        @Override
        public Optional<Fault> strike(FakeCall call) {
            String about =
                    call.operation() + " " + call.access().map(Chance::name).orElse("");
            int nth = calls.merge(about, 1, Integer::sum);
            SplittableRandom random =
                    new SplittableRandom(seed ^ ((long) about.hashCode() << 32) ^ (nth * 0x9E3779B97F4A7C15L));
            if (random.nextDouble() >= rate) {
                return Optional.empty();
            }
            List<Fault> fitting = faults.stream()
                    .filter(fault -> fault.fits(call.operation()))
                    .toList();
            return fitting.isEmpty() ? Optional.empty() : Optional.of(fitting.get(random.nextInt(fitting.size())));
        }

        @Override
        public boolean isOver() {
            return false;
        }

        private static String name(AccessRef access) {
            return access.principal() + " " + access.targetKey();
        }
    }
}
