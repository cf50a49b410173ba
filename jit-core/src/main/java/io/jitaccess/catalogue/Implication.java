package io.jitaccess.catalogue;

import io.jitaccess.approval.Condition;
import io.jitaccess.approval.Condition.All;
import io.jitaccess.approval.Condition.Always;
import io.jitaccess.approval.Condition.Any;
import io.jitaccess.approval.Condition.BeneficiaryInGroup;
import io.jitaccess.approval.Condition.DurationAtMost;
import io.jitaccess.approval.Condition.EntitlementIs;
import io.jitaccess.approval.Condition.Not;
import io.jitaccess.approval.Condition.RiskAtMost;
import io.jitaccess.approval.Condition.StartsDuring;

/**
 * Finds out whether one condition holds whenever another does. Only what is certain counts: "no" may mean that it was
 * not found, so that no good policy is refused. Not thread-safe.
 */
final class Implication {

    /** Keeps the comparison of two very large conditions short. */
    private static final int MOST_STEPS = 200_000;

    private int steps;

    /** Whether {@code whole} is certain to hold wherever {@code part} holds. */
    boolean implies(Condition part, Condition whole) {
        if (whole instanceof Always) {
            return true;
        }
        if (++steps > MOST_STEPS) {
            return false;
        }
        if (whole instanceof All all) {
            return all.of().stream().allMatch(each -> implies(part, each));
        }
        if (part instanceof Any any) {
            return any.of().stream().allMatch(each -> implies(each, whole));
        }
        if (part instanceof All all && all.of().stream().anyMatch(each -> implies(each, whole))) {
            return true;
        }
        if (whole instanceof Any any) {
            return any.of().stream().anyMatch(each -> implies(part, each));
        }
        if (part instanceof Not no && whole instanceof Not other) {
            return refutes(no.of(), other.of());
        }
        return leaf(part, whole);
    }

    /**
     * Whether {@code other} is judged not to hold wherever {@code one} is. What holds in fewer cases need not do: it may
     * be one that could not be judged. Two of these kinds are always judged both, or neither.
     */
    private boolean refutes(Condition one, Condition other) {
        boolean judgedAlike = one.getClass() == other.getClass()
                && (one instanceof DurationAtMost || one instanceof RiskAtMost || one instanceof BeneficiaryInGroup);
        return one.equals(other) || judgedAlike && leaf(other, one);
    }

    private static boolean leaf(Condition part, Condition whole) {
        if (part instanceof DurationAtMost p && whole instanceof DurationAtMost w) {
            return p.longest().compareTo(w.longest()) <= 0;
        }
        if (part instanceof RiskAtMost p && whole instanceof RiskAtMost w) {
            return p.level().isAtMost(w.level());
        }
        if (part instanceof BeneficiaryInGroup p && whole instanceof BeneficiaryInGroup w) {
            return w.anyOf().containsAll(p.anyOf());
        }
        if (part instanceof EntitlementIs p && whole instanceof EntitlementIs w) {
            return (w.provider().isEmpty() || w.provider().equals(p.provider()))
                    && (w.kind().isEmpty() || w.kind().equals(p.kind()))
                    && p.attributes().entrySet().containsAll(w.attributes().entrySet());
        }
        if (part instanceof StartsDuring p && whole instanceof StartsDuring w) {
            return within(p, w);
        }
        return part.equals(whole);
    }

    private static boolean within(StartsDuring part, StartsDuring whole) {
        boolean sameTimes = part.from().equals(whole.from()) && part.to().equals(whole.to());
        boolean inside = part.from().isBefore(part.to())
                && !part.from().isBefore(whole.from())
                && !part.to().isAfter(whole.to());
        return part.zone().equals(whole.zone()) && whole.days().containsAll(part.days()) && (sameTimes || inside);
    }
}
