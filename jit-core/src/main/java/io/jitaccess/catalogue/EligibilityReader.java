package io.jitaccess.catalogue;

import io.jitaccess.approval.PolicyId;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.DurationLimits;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.eligibility.ReasonRule;
import io.jitaccess.eligibility.Subjects;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an eligibility. */
final class EligibilityReader {

    /** What a request lasts at least where nothing is said: below it, approving takes longer than the access. */
    private static final Duration DEFAULT_SHORTEST = Duration.ofMinutes(1);

    private EligibilityReader() {}

    static @Nullable Eligibility read(Input input) {
        ObjectReader fields = ObjectReader.of(input, Shape.ELIGIBILITY);
        if (fields == null) {
            return null;
        }
        EligibilityId id = fields.required("id", Values.id(EligibilityId::new));
        String name = fields.required("name", Values.line("name", 120));
        String description = fields.optional("description", Values.paragraph("description", 1000), "");
        Subjects who = fields.required("who", EligibilityReader::who);
        Set<GroupId> onBehalf = fields.optional("onBehalf", Values.set(0, 100, Values.text(GroupId::new)), Set.of());
        Set<Entitlement> entitlements =
                fields.required("entitlements", Values.set(1, 50, EligibilityReader::entitlement));
        DurationLimits duration = fields.required("duration", EligibilityReader::duration);
        PolicyId policy = fields.required("policy", Values.id(PolicyId::new));
        ReasonRule reason = fields.optional("reason", EligibilityReader::reason, ReasonRule.REQUIRED);
        Boolean ticketRequired = fields.optional("ticketRequired", Values.bool(), false);
        BundleMode bundle = fields.optional("bundle", Values.oneOf(BundleMode.class), BundleMode.ALL_OR_NOTHING);
        Duration furthestStart =
                fields.optional("furthestStart", Values.duration(Duration.ZERO, Duration.ofDays(90)), Duration.ZERO);
        Boolean endsWhenLost = fields.optional("endsWhenLost", Values.bool(), true);
        Map<String, String> attributes = fields.optional("attributes", Values.attributes(1000), Map.of());
        if (id == null
                || name == null
                || description == null
                || who == null
                || onBehalf == null
                || entitlements == null
                || duration == null
                || policy == null
                || reason == null
                || ticketRequired == null
                || bundle == null
                || furthestStart == null
                || endsWhenLost == null
                || attributes == null) {
            return null;
        }
        return input.build(() -> new Eligibility(
                id,
                name,
                description,
                who,
                onBehalf,
                List.copyOf(entitlements),
                duration,
                policy,
                reason,
                ticketRequired,
                bundle,
                furthestStart,
                endsWhenLost,
                attributes));
    }

    private static @Nullable Subjects who(Input input) {
        ObjectReader who = ObjectReader.of(input, Shape.WHO);
        if (who == null) {
            return null;
        }
        Set<IdentityId> users = who.optional("users", Values.set(0, 1000, Values.text(IdentityId::new)), Set.of());
        Set<GroupId> groups = who.optional("groups", Values.set(0, 1000, Values.text(GroupId::new)), Set.of());
        Set<IdentityKind> kinds =
                who.optional("kinds", Values.set(1, 2, Values.oneOf(IdentityKind.class)), Set.of(IdentityKind.HUMAN));
        return users == null
                        || groups == null
                        || kinds == null
                        || users.isEmpty() && groups.isEmpty() && !who.isComplete()
                ? null
                : input.build(() -> new Subjects(users, groups, kinds));
    }

    private static @Nullable Entitlement entitlement(Input input) {
        ObjectReader entitlement = ObjectReader.of(input, Shape.ENTITLEMENT);
        if (entitlement == null) {
            return null;
        }
        ProviderId provider = entitlement.required("provider", Values.id(ProviderId::new));
        EntitlementKind kind = entitlement.required("kind", Values.id(EntitlementKind::new));
        Map<String, String> attributes = entitlement.optional("attributes", Values.attributes(4096), Map.of());
        return provider == null || kind == null || attributes == null
                ? null
                : input.build(() -> new Entitlement(provider, kind, new TreeMap<>(attributes)));
    }

    private static @Nullable DurationLimits duration(Input input) {
        ObjectReader duration = ObjectReader.of(input, Shape.DURATION);
        if (duration == null) {
            return null;
        }
        ValueReader<Duration> each = Values.duration(Duration.ofSeconds(1), DurationLimits.LONGEST_EVER);
        Duration longest = duration.required("longest", each);
        Duration shortest = duration.optional(
                "shortest",
                each,
                longest != null && longest.compareTo(DEFAULT_SHORTEST) < 0 ? longest : DEFAULT_SHORTEST);
        Duration longestTotal =
                duration.optional("longestTotal", each, longest == null ? DurationLimits.LONGEST_EVER : longest);
        return longest == null || shortest == null || longestTotal == null
                ? null
                : input.build(() -> new DurationLimits(shortest, longest, longestTotal));
    }

    private static @Nullable ReasonRule reason(Input input) {
        ObjectReader reason = ObjectReader.of(input, Shape.REASON);
        if (reason == null) {
            return null;
        }
        Boolean required = reason.optional("required", Values.bool(), true);
        Optional<Pattern> pattern = reason.maybe("pattern", Values::pattern);
        String hint = reason.optional("hint", Values.paragraph("hint", 200), "");
        return required == null || pattern == null || hint == null
                ? null
                : input.build(() -> new ReasonRule(required, pattern, hint));
    }
}
