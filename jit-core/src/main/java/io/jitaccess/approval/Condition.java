package io.jitaccess.approval;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.internal.Attributes;
import io.jitaccess.internal.Durations;
import io.jitaccess.internal.Text;
import io.jitaccess.risk.RiskLevel;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * When a rule applies: a typed tree over one request, at most {@value #DEEPEST} levels deep. A condition never fails
 * open: one that cannot be judged is not satisfied.
 */
public sealed interface Condition {

    /** How deep {@link All}, {@link Any} and {@link Not} may nest. */
    int DEEPEST = 16;

    /** How many conditions {@link All} and {@link Any} take, and how many groups one condition names. */
    int MOST = 100;

    /** Holds for every request: for a last rule that catches the rest. */
    record Always() implements Condition {}

    /** Every one holds; at least one is needed, because "all of nothing" would hold for everybody. */
    record All(List<Condition> of) implements Condition {
        public All {
            of = some(of, "all");
        }
    }

    /** At least one holds. */
    record Any(List<Condition> of) implements Condition {
        public Any {
            of = some(of, "any");
        }
    }

    /** The inner one was judged and does not hold. */
    record Not(Condition of) implements Condition {}

    /** The asked duration (for an extension: the added time) is at most this, in whole seconds up to 366 days. */
    record DurationAtMost(Duration longest) implements Condition {
        public DurationAtMost {
            Durations.within(longest, "durationAtMost", Duration.ofSeconds(1), Duration.ofDays(366));
        }
    }

    /** Every asked entitlement is of this provider and kind and has these attribute values, compared exactly. */
    record EntitlementIs(Optional<ProviderId> provider, Optional<EntitlementKind> kind, Map<String, String> attributes)
            implements Condition {
        public EntitlementIs {
            attributes = Map.copyOf(new TreeMap<>(attributes));
            if (provider.isEmpty() && kind.isEmpty() && attributes.isEmpty()) {
                throw new IllegalArgumentException("entitlementIs needs a provider, a kind or an attribute");
            }
            Attributes.check(attributes, "entitlementIs", 4096);
        }
    }

    /** The beneficiary is of this kind. */
    record BeneficiaryIs(IdentityKind kind) implements Condition {}

    /** The beneficiary is in at least one of these groups. */
    record BeneficiaryInGroup(Set<GroupId> anyOf) implements Condition {
        public BeneficiaryInGroup {
            anyOf = Set.copyOf(anyOf);
            if (anyOf.isEmpty() || anyOf.size() > MOST) {
                throw new IllegalArgumentException("beneficiaryInGroup needs 1 to " + MOST + " groups");
            }
        }
    }

    /**
     * The access starts on one of these days, from {@code from} (inclusive) to {@code to} (exclusive) on the clocks of
     * the zone. Where {@code to} is not after {@code from} the window runs past midnight and belongs to the day on
     * which it began.
     */
    record StartsDuring(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) implements Condition {
        public StartsDuring {
            if (days.isEmpty()) {
                throw new IllegalArgumentException("startsDuring needs at least one day");
            }
            days = Set.copyOf(EnumSet.copyOf(days));
        }
    }

    /** The assessed risk is at most this. */
    record RiskAtMost(RiskLevel level) implements Condition {}

    /** The pattern matches the whole reason; matching that takes too many steps counts as not judged. */
    record ReasonMatches(Pattern pattern) implements Condition {
        public ReasonMatches {
            Text.pattern(pattern, "reason pattern", 500);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ReasonMatches that && pattern.pattern().equals(that.pattern.pattern());
        }

        @Override
        public int hashCode() {
            return pattern.pattern().hashCode();
        }
    }

    /** A ticket was given, and the ticket verifier vouches for it. */
    record TicketVerified() implements Condition {}

    /** How many levels this condition has; a leaf has one. */
    default int depth() {
        if (this instanceof All all) {
            return 1 + all.of().stream().mapToInt(Condition::depth).max().orElse(0);
        }
        if (this instanceof Any any) {
            return 1 + any.of().stream().mapToInt(Condition::depth).max().orElse(0);
        }
        return this instanceof Not not ? 1 + not.of().depth() : 1;
    }

    private static List<Condition> some(List<Condition> of, String what) {
        if (of.isEmpty() || of.size() > MOST) {
            throw new IllegalArgumentException(what + " needs 1 to " + MOST + " conditions");
        }
        return List.copyOf(of);
    }
}
