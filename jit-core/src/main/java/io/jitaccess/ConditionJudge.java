package io.jitaccess;

import io.jitaccess.Explanation.ConditionVerdict;
import io.jitaccess.approval.Condition;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.identity.Identity;
import io.jitaccess.risk.RiskAssessment;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges the conditions of rules for one ask. What cannot be judged has no verdict: it satisfies nothing, and neither
 * does its negation.
 */
final class ConditionJudge {

    /** What conditions look at. */
    record Facts(
            Identity beneficiary,
            List<Entitlement> entitlements,
            Duration duration,
            Instant startsAt,
            String reason,
            boolean ticketVerified,
            RiskAssessment risk) {}

    private final Facts facts;
    private final List<ConditionVerdict> trace = new ArrayList<>();

    ConditionJudge(Facts facts) {
        this.facts = facts;
    }

    /** Every condition's verdict so far, a parent before its children. */
    List<ConditionVerdict> trace() {
        return List.copyOf(trace);
    }

    /** Whether it holds; empty if it cannot be judged. */
    Optional<Boolean> judge(Condition condition) {
        return judge(condition, 0);
    }

    private Optional<Boolean> judge(Condition condition, int depth) {
        int at = trace.size();
        trace.add(new ConditionVerdict(depth, Optional.empty(), ""));
        Optional<Boolean> holds;
        String text;
        if (condition instanceof Condition.All all) {
            holds = all(all.of(), depth);
            text = "all of these";
        } else if (condition instanceof Condition.Any any) {
            holds = any(any.of(), depth);
            text = "any of these";
        } else if (condition instanceof Condition.Not not) {
            holds = judge(not.of(), depth + 1).map(inner -> !inner);
            text = "not this";
        } else {
            try {
                holds = Optional.of(leaf(condition));
                text = describe(condition);
            } catch (BoundedMatcher.TooManyStepsException e) {
                holds = Optional.empty();
                text = describe(condition) + " (the pattern takes too many steps)";
            }
        }
        trace.set(at, new ConditionVerdict(depth, holds, text));
        return holds;
    }

    private Optional<Boolean> all(List<Condition> of, int depth) {
        Optional<Boolean> result = Optional.of(true);
        for (Condition condition : of) {
            Optional<Boolean> one = judge(condition, depth + 1);
            if (one.equals(Optional.of(false))) {
                result = one;
            } else if (one.isEmpty() && result.equals(Optional.of(true))) {
                result = one;
            }
        }
        return result;
    }

    private Optional<Boolean> any(List<Condition> of, int depth) {
        Optional<Boolean> result = Optional.of(false);
        for (Condition condition : of) {
            Optional<Boolean> one = judge(condition, depth + 1);
            if (one.equals(Optional.of(true))) {
                result = one;
            } else if (one.isEmpty() && result.equals(Optional.of(false))) {
                result = one;
            }
        }
        return result;
    }

    private boolean leaf(Condition condition) {
        if (condition instanceof Condition.DurationAtMost most) {
            return facts.duration().compareTo(most.longest()) <= 0;
        }
        if (condition instanceof Condition.EntitlementIs is) {
            return facts.entitlements().stream().allMatch(entitlement -> matches(is, entitlement));
        }
        if (condition instanceof Condition.BeneficiaryIs is) {
            return facts.beneficiary().kind() == is.kind();
        }
        if (condition instanceof Condition.BeneficiaryInGroup in) {
            return facts.beneficiary().isIn(in.anyOf());
        }
        if (condition instanceof Condition.StartsDuring during) {
            return during(during, facts.startsAt());
        }
        if (condition instanceof Condition.RiskAtMost most) {
            return facts.risk().level().isAtMost(most.level());
        }
        if (condition instanceof Condition.ReasonMatches matches) {
            return BoundedMatcher.matches(matches.pattern(), facts.reason());
        }
        if (condition instanceof Condition.TicketVerified) {
            return facts.ticketVerified();
        }
        return condition instanceof Condition.Always;
    }

    private static boolean matches(Condition.EntitlementIs is, Entitlement entitlement) {
        return is.provider().map(entitlement.provider()::equals).orElse(true)
                && is.kind().map(entitlement.kind()::equals).orElse(true)
                && is.attributes().entrySet().stream()
                        .allMatch(e ->
                                e.getValue().equals(entitlement.attributes().get(e.getKey())));
    }

    static boolean during(Condition.StartsDuring during, Instant at) {
        ZonedDateTime local = at.atZone(during.zone());
        LocalTime time = local.toLocalTime();
        DayOfWeek day = local.getDayOfWeek();
        if (during.from().isBefore(during.to())) {
            return during.days().contains(day) && !time.isBefore(during.from()) && time.isBefore(during.to());
        }
        return !time.isBefore(during.from())
                ? during.days().contains(day)
                : time.isBefore(during.to()) && during.days().contains(day.minus(1));
    }

    private String describe(Condition condition) {
        if (condition instanceof Condition.DurationAtMost most) {
            return "the duration is at most " + most.longest() + " (asked: " + facts.duration() + ")";
        }
        if (condition instanceof Condition.EntitlementIs is) {
            return "every entitlement is of"
                    + is.provider().map(p -> " provider " + p).orElse("")
                    + is.kind().map(k -> " kind " + k).orElse("")
                    + (is.attributes().isEmpty() ? "" : " " + is.attributes());
        }
        if (condition instanceof Condition.BeneficiaryIs is) {
            return "the beneficiary is " + is.kind() + " (is: "
                    + facts.beneficiary().kind() + ")";
        }
        if (condition instanceof Condition.BeneficiaryInGroup in) {
            return "the beneficiary is in one of the groups " + in.anyOf();
        }
        if (condition instanceof Condition.StartsDuring during) {
            return "it starts on " + during.days().stream().sorted().toList() + " from " + during.from() + " to "
                    + during.to() + " in " + during.zone() + " (starts: "
                    + facts.startsAt().atZone(during.zone()).toLocalDateTime() + ")";
        }
        if (condition instanceof Condition.RiskAtMost most) {
            return "the risk is at most " + most.level() + " (assessed: "
                    + facts.risk().level() + ")";
        }
        if (condition instanceof Condition.ReasonMatches matches) {
            return "the reason matches " + matches.pattern().pattern();
        }
        return condition instanceof Condition.TicketVerified
                ? "a verified ticket is given"
                : condition.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
