package io.jitaccess.spring.rest;

import io.jitaccess.Offer;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.DurationLimits;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.ReasonRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that the caller may ask for.
 *
 * @param blocked why asking now would be refused all the same
 */
record OfferJson(
        String eligibility,
        String name,
        String description,
        List<EntitlementJson> entitlements,
        LimitsJson duration,
        ReasonJson reason,
        boolean ticketRequired,
        BundleMode bundle,
        Duration furthestStart,
        Map<String, String> attributes,
        @Nullable String blocked) {

    /** Limits of a request, and of a grant with its extensions. */
    record LimitsJson(Duration shortest, Duration longest, Duration longestTotal) {

        static LimitsJson of(DurationLimits limits) {
            return new LimitsJson(limits.shortest(), limits.longest(), limits.longestTotal());
        }
    }

    /** What a reason must look like. */
    record ReasonJson(boolean required, @Nullable String pattern, String hint) {

        static ReasonJson of(ReasonRule rule) {
            return new ReasonJson(
                    rule.required(), rule.pattern().map(Pattern::pattern).orElse(null), rule.hint());
        }
    }

    static OfferJson of(Offer offer) {
        Eligibility eligibility = offer.eligibility();
        return new OfferJson(
                eligibility.id().value(),
                eligibility.name(),
                eligibility.description(),
                EntitlementJson.listOf(eligibility.entitlements()),
                LimitsJson.of(eligibility.duration()),
                ReasonJson.of(eligibility.reason()),
                eligibility.ticketRequired(),
                eligibility.bundle(),
                eligibility.furthestStart(),
                eligibility.attributes(),
                offer.blocked().orElse(null));
    }
}
