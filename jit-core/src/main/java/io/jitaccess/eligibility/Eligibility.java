package io.jitaccess.eligibility;

import io.jitaccess.approval.PolicyId;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.identity.GroupId;
import io.jitaccess.internal.Attributes;
import io.jitaccess.internal.Durations;
import io.jitaccess.internal.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who may ask for which entitlements, for how long, under which conditions and approval policy.
 *
 * @param name what people see, at most 120 characters
 * @param description at most 1000 characters, may be empty
 * @param who the beneficiaries
 * @param onBehalf at most 100 groups whose members may ask for somebody in {@code who}; the owner of a service always
 *     may
 * @param entitlements 1 to 50, all handed out together unless the request asks for fewer or narrower ones
 * @param duration limits of a request and of a grant's whole life
 * @param policy the approval policy
 * @param reason what a reason must look like
 * @param ticketRequired whether a ticket must be given
 * @param bundle what one failing entitlement does to the others
 * @param furthestStart how far ahead a start may be asked for, in whole seconds, zero to 90 days; zero means now only
 * @param endsWhenLost whether a grant ends when its holder loses this eligibility
 * @param attributes for risk assessment and display, such as {@code sensitivity}; at most 32, values of at most 1000
 *     characters
 */
public record Eligibility(
        EligibilityId id,
        String name,
        String description,
        Subjects who,
        Set<GroupId> onBehalf,
        List<Entitlement> entitlements,
        DurationLimits duration,
        PolicyId policy,
        ReasonRule reason,
        boolean ticketRequired,
        BundleMode bundle,
        Duration furthestStart,
        boolean endsWhenLost,
        Map<String, String> attributes) {

    public Eligibility {
        Text.line(name, "name", 120);
        Text.paragraph(description, "description", 1000);
        onBehalf = Set.copyOf(onBehalf);
        entitlements = List.copyOf(entitlements);
        attributes = Map.copyOf(new TreeMap<>(attributes));
        if (entitlements.isEmpty() || entitlements.size() > 50) {
            throw new IllegalArgumentException("an eligibility has 1 to 50 entitlements, not " + entitlements.size());
        }
        if (Set.copyOf(entitlements).size() != entitlements.size()) {
            throw new IllegalArgumentException("an eligibility names each entitlement once");
        }
        if (onBehalf.size() > 100) {
            throw new IllegalArgumentException("an eligibility has at most 100 onBehalf groups");
        }
        Durations.within(furthestStart, "furthestStart", Duration.ZERO, Duration.ofDays(90));
        Attributes.check(attributes, "an eligibility", 1000);
    }
}
