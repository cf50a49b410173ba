package io.jitaccess.risk.standard;

import io.jitaccess.approval.PolicyId;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.DurationLimits;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.eligibility.ReasonRule;
import io.jitaccess.eligibility.Subjects;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.RiskAssessor.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks to vary: a person, on a Monday morning, for half of at most four hours, held ten times before, of one harmless
 * entitlement.
 */
record Asks(
        IdentityKind kind,
        Map<String, String> eligibility,
        List<Map<String, String>> entitlements,
        Duration duration,
        Instant startsAt,
        int earlierGrants) {

    static final Asks HARMLESS = new Asks(
            IdentityKind.HUMAN,
            Map.of("privilege", "low", "sensitivity", "low"),
            List.of(Map.of("role", "reader")),
            Duration.ofHours(2),
            Instant.parse("2026-11-23T09:30:00Z"),
            10);

    Asks by(IdentityKind other) {
        return new Asks(other, eligibility, entitlements, duration, startsAt, earlierGrants);
    }

    Asks stating(Map<String, String> attributes) {
        return new Asks(kind, attributes, entitlements, duration, startsAt, earlierGrants);
    }

    Asks of(List<Map<String, String>> others) {
        return new Asks(kind, eligibility, others, duration, startsAt, earlierGrants);
    }

    Asks lasting(Duration other) {
        return new Asks(kind, eligibility, entitlements, other, startsAt, earlierGrants);
    }

    Asks starting(Instant other) {
        return new Asks(kind, eligibility, entitlements, duration, other, earlierGrants);
    }

    Asks after(int grants) {
        return new Asks(kind, eligibility, entitlements, duration, startsAt, grants);
    }

    Ask ask() {
        Identity who = new Identity(
                new IdentityId("ada"),
                kind,
                "Ada",
                Optional.empty(),
                true,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        List<Entitlement> asked = entitlements.stream()
                .map(attributes -> Entitlement.of("db", "role", attributes))
                .toList();
        Eligibility under = new Eligibility(
                new EligibilityId("debug"),
                "Debug",
                "",
                new Subjects(Set.of(), Set.of(new GroupId("dba")), Set.of(IdentityKind.values())),
                Set.of(),
                List.of(Entitlement.of("db", "role", Map.of("role", "reader"))),
                new DurationLimits(Duration.ofSeconds(1), Duration.ofHours(4), Duration.ofHours(8)),
                new PolicyId("standard"),
                ReasonRule.OPTIONAL,
                false,
                BundleMode.values()[0],
                Duration.ZERO,
                true,
                eligibility);
        return new Ask(who, who, under, asked, duration, startsAt, earlierGrants);
    }
}
