package io.jitaccess.catalogue;

import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.PolicyId;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.Catalogue;
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
import io.jitaccess.risk.RiskLevel;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any catalogue that the value types allow. */
final class SomeCatalogues {

    private SomeCatalogues() {}

    static Arbitrary<Catalogue> any() {
        return policies().flatMap(policies -> {
            List<PolicyId> ids = policies.stream().map(ApprovalPolicy::id).toList();
            return eligibility(Arbitraries.of(ids))
                    .list()
                    .ofMaxSize(5)
                    .uniqueElements(Eligibility::id)
                    .map(eligibilities -> new Catalogue(policies, eligibilities));
        });
    }

    private static Arbitrary<List<ApprovalPolicy>> policies() {
        Arbitrary<ApprovalPolicy> policy = Combinators.combine(
                        id().map(PolicyId::new),
                        rule().list().ofMinSize(1).ofMaxSize(4).uniqueElements(Rule::name))
                .as(ApprovalPolicy::new);
        return policy.list().ofMinSize(1).ofMaxSize(4).uniqueElements(ApprovalPolicy::id);
    }

    private static Arbitrary<Rule> rule() {
        return Combinators.combine(line(100), condition(5), outcome()).as(Rule::new);
    }

    private static Arbitrary<RuleOutcome> outcome() {
        Arbitrary<RuleOutcome> automatic = seconds(1, 366 * 86400).map(RuleOutcome.Automatic::new);
        Arbitrary<RuleOutcome> denied = line(300).map(RuleOutcome.Denied::new);
        Arbitrary<RuleOutcome> staged = Combinators.combine(
                        stage().list().ofMinSize(1).ofMaxSize(3).uniqueElements(Stage::name), seconds(1, 90 * 86400))
                .as(RuleOutcome.Staged::new);
        return Arbitraries.oneOf(automatic, denied, staged);
    }

    private static Arbitrary<Stage> stage() {
        Arbitrary<Integer> count = Arbitraries.integers().between(1, 20);
        Arbitrary<Stage.Escalation> escalation =
                Combinators.combine(seconds(1, 90 * 86400), approvers()).as(Stage.Escalation::new);
        return Combinators.combine(
                        line(100),
                        approvers(),
                        count,
                        count,
                        seconds(1, 90 * 86400).optional(),
                        escalation.optional())
                .as(Stage::new);
    }

    private static Arbitrary<Approvers> approvers() {
        return Combinators.combine(
                        users(),
                        groups(),
                        Arbitraries.of(true, false),
                        name().set().ofMaxSize(3))
                .as(Approvers::new)
                .filter(approvers -> !approvers.isEmpty());
    }

    private static Arbitrary<Condition> condition(int depth) {
        Arbitrary<Condition> leaf = Arbitraries.oneOf(List.of(
                Arbitraries.just(new Condition.Always()),
                Arbitraries.just(new Condition.TicketVerified()),
                seconds(1, 366 * 86400).map(Condition.DurationAtMost::new),
                Arbitraries.of(IdentityKind.class).map(Condition.BeneficiaryIs::new),
                Arbitraries.of(RiskLevel.class).map(Condition.RiskAtMost::new),
                groups().filter(groups -> !groups.isEmpty()).map(Condition.BeneficiaryInGroup::new),
                pattern().map(Condition.ReasonMatches::new),
                Combinators.combine(
                                id().map(ProviderId::new),
                                id().map(EntitlementKind::new).optional(),
                                attributes())
                        .as((provider, kind, attributes) ->
                                new Condition.EntitlementIs(Optional.of(provider), kind, attributes)),
                Combinators.combine(
                                Arbitraries.of(DayOfWeek.class).set().ofMinSize(1),
                                time(),
                                time(),
                                Arbitraries.of("Europe/Berlin", "UTC", "Z", "+05:30", "UTC+2", "Asia/Kolkata")
                                        .map(ZoneId::of))
                        .as(Condition.StartsDuring::new)));
        if (depth == 1) {
            return leaf;
        }
        Arbitrary<Condition> inner = Arbitraries.lazy(() -> condition(depth - 1));
        Arbitrary<List<Condition>> some = inner.list().ofMinSize(1).ofMaxSize(3);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, leaf),
                net.jqwik.api.Tuple.of(1, some.map(Condition.All::new)),
                net.jqwik.api.Tuple.of(1, some.map(Condition.Any::new)),
                net.jqwik.api.Tuple.of(1, inner.map(Condition.Not::new)));
    }

    private static Arbitrary<Eligibility> eligibility(Arbitrary<PolicyId> policy) {
        Arbitrary<Function<Part, Eligibility>> rest = Combinators.combine(
                        limits(),
                        policy,
                        reason(),
                        Arbitraries.of(true, false),
                        Arbitraries.of(BundleMode.class),
                        seconds(0, 90 * 86400),
                        Arbitraries.of(true, false),
                        attributes())
                .as((limits, id, reason, ticket, bundle, start, ends, attributes) -> part -> new Eligibility(
                        part.id,
                        part.name,
                        part.description,
                        part.who,
                        part.onBehalf,
                        part.entitlements,
                        limits,
                        id,
                        reason,
                        ticket,
                        bundle,
                        start,
                        ends,
                        attributes));
        Arbitrary<Part> part = Combinators.combine(
                        id().map(EligibilityId::new),
                        line(120),
                        paragraph(1000),
                        subjects(),
                        groups(),
                        entitlement().list().ofMinSize(1).ofMaxSize(4).uniqueElements())
                .as(Part::new);
        return Combinators.combine(part, rest).as((first, second) -> second.apply(first));
    }

    private record Part(
            EligibilityId id,
            String name,
            String description,
            Subjects who,
            Set<GroupId> onBehalf,
            List<Entitlement> entitlements) {}

    private static Arbitrary<Subjects> subjects() {
        return Combinators.combine(
                        users(),
                        groups(),
                        Arbitraries.of(IdentityKind.class).set().ofMinSize(1))
                .filter((users, groups, kinds) -> !users.isEmpty() || !groups.isEmpty())
                .as(Subjects::new);
    }

    private static Arbitrary<Entitlement> entitlement() {
        return Combinators.combine(id(), id(), attributes())
                .as((provider, kind, attributes) -> new Entitlement(
                        new ProviderId(provider), new EntitlementKind(kind), new TreeMap<>(attributes)));
    }

    private static Arbitrary<DurationLimits> limits() {
        return seconds(1, 366 * 86400).list().ofSize(3).map(all -> {
            List<Duration> sorted = all.stream().sorted().toList();
            return new DurationLimits(sorted.get(0), sorted.get(1), sorted.get(2));
        });
    }

    private static Arbitrary<ReasonRule> reason() {
        return Combinators.combine(Arbitraries.of(true, false), pattern().optional(), paragraph(200))
                .as(ReasonRule::new);
    }

    private static Arbitrary<Pattern> pattern() {
        return Arbitraries.of(".*", "(?i)incident-\\d+", "[^\"\\\\]{3,}", "\\p{L}+ – é", "(?s)a|b$")
                .map(Pattern::compile);
    }

    private static Arbitrary<LocalTime> time() {
        return Arbitraries.longs()
                .between(0, 86_400_000_000_000L - 1)
                .edgeCases(cases -> cases.add(0L))
                .flatMap(nanos -> Arbitraries.of(1L, 1_000_000_000L, 60_000_000_000L)
                        .map(unit -> LocalTime.ofNanoOfDay(nanos / unit * unit)));
    }

    private static Arbitrary<Duration> seconds(long least, long most) {
        return Arbitraries.longs().between(least, most).map(Duration::ofSeconds);
    }

    private static Arbitrary<Set<IdentityId>> users() {
        return line(200).map(IdentityId::new).set().ofMaxSize(3);
    }

    private static Arbitrary<Set<GroupId>> groups() {
        return line(200).map(GroupId::new).set().ofMaxSize(3);
    }

    private static Arbitrary<Map<String, String>> attributes() {
        return Arbitraries.maps(name(), line(1000)).ofMaxSize(3);
    }

    private static Arbitrary<String> name() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(10);
    }

    private static Arbitrary<String> id() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(12);
    }

    /** What the value types take as one line: any letter there is, and what YAML and JSON could take for their own. */
    private static Arbitrary<String> line(int longest) {
        Arbitrary<String> tricky = Arbitraries.of(
                "null",
                "true",
                "~",
                "1",
                "08:00",
                "- a",
                "a: b",
                "#x",
                "&x",
                "*x",
                "!x",
                "\"",
                "\\",
                "'",
                "{",
                "[",
                "\uD83D\uDE00");
        return Arbitraries.oneOf(
                        tricky, Arbitraries.strings().all().ofMinLength(1).ofMaxLength(Math.min(longest, 12)))
                .filter(text -> accepts(() -> io.jitaccess.internal.Text.line(text, "text", longest)));
    }

    private static Arbitrary<String> paragraph(int longest) {
        return line(longest).list().ofMaxSize(3).map(lines -> String.join("\n\t", lines));
    }

    private static boolean accepts(Runnable check) {
        try {
            check.run();
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
