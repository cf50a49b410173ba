package io.jitaccess.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueLintTest {

    private static final String DENIED = "[{name: r, denied: x}]";

    @Test
    void aSoundCatalogueHasNeitherErrorsNorWarnings() {
        LintReport report = lint("""
                version: 1
                policies:
                  - id: p
                    rules:
                      - {name: short, when: {durationAtMost: PT30M}, automatic: {upTo: PT30M}}
                      - {name: weekend, when: {startsDuring: {days: [SUNDAY], from: "00:00", to: "00:00", zone: UTC}}, denied: x}
                      - name: default
                        stages:
                          - name: owners
                            approvers: {groups: [owners]}
                            quorum: 2
                            remindAfter: PT15M
                            escalation: {after: PT1H, to: {manager: true}}
                          - {name: lead, approvers: {users: [ada, bob], entitlementAttributes: [owner]}, quorum: 2, denials: 2}
                eligibilities:
                  - id: e
                    name: E
                    who: {users: [ada, cyd]}
                    entitlements: [{provider: postgres, kind: login, attributes: {role: a, owner: eve}}]
                    duration: {shortest: PT5M, longest: PT2H, longestTotal: PT8H}
                    policy: p
                """);

        assertThat(report).isEqualTo(new LintReport(List.of(), List.of()));
        assertThat(report.refuses()).isFalse();
    }

    @Test
    void anUnknownProviderOrKindIsAnErrorWithTheNearestName() {
        LintReport report = lint(
                with(DENIED, "entitlements: [{provider: postgers, kind: login}, {provider: postgres, kind: logon}]"));

        assertThat(report.refuses()).isTrue();
        assertThat(report.errors())
                .containsExactly(
                        new Problem(
                                "eligibilities[e].entitlements[0].provider",
                                "unknown-provider",
                                "there is no provider postgers; did you mean postgres?"),
                        new Problem(
                                "eligibilities[e].entitlements[1].kind",
                                "unknown-kind",
                                "the provider postgres has no kind logon; did you mean login?"));
    }

    @Test
    void whatTheProviderFindsWrongIsAnErrorOfItsAttribute() {
        assertThat(lint(with(DENIED, "entitlements: [{provider: postgres, kind: login}]"))
                        .errors())
                .containsExactly(
                        new Problem("eligibilities[e].entitlements[0].attributes.role", "missing", "role is missing"));
    }

    @Test
    void aProviderThatThrowsRefusesTheCatalogueAndHidesNoOtherProblem() {
        assertThat(lint(with(
                                DENIED,
                                "entitlements: [{provider: postgres, kind: login, attributes: {role: fault}}, {provider: x, kind: y}]"))
                        .errors())
                .extracting(Problem::code)
                .containsExactly("provider-failed", "unknown-provider");
    }

    @Test
    void twoSpellingsOfOneAccessAreAWarning() {
        LintReport report = lint(
                with(
                        DENIED,
                        "entitlements: [{provider: postgres, kind: login, attributes: {role: a}}, {provider: postgres, kind: login, attributes: {role: A}}]"));

        assertThat(report.errors()).isEmpty();
        assertThat(report.warnings())
                .containsExactly(new Problem(
                        "eligibilities[e].entitlements[1]", "same-access", "gives the same access as entitlements[0]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shortest: PT4M59S, longest: PT2H | shortest | too-short",
                "shortest: PT5M, longest: PT8H1S | longest | too-long",
                "shortest: PT5M, longest: PT8H1S, longestTotal: PT10H | longest | too-long",
                "shortest: PT5M, longest: PT8H, longestTotal: PT8H1S | longestTotal | too-long"
            })
    void aDurationThatTheKindCannotGiveIsAnError(String duration) {
        String[] parts = duration.split(" \\| ");

        assertThat(lint(with(DENIED, "duration: {" + parts[0] + "}")).errors())
                .extracting(Problem::field, Problem::code)
                .containsExactly(tuple("eligibilities[e].duration." + parts[1], parts[2]));
    }

    @Test
    void theStrictestKindOfABundleLimitsItsDurations() {
        assertThat(lint(with(
                                DENIED,
                                "entitlements: [{provider: postgres, kind: login, attributes: {role: a}}, {provider: postgres, kind: superuser, attributes: {role: b}}]"))
                        .errors())
                .containsExactly(new Problem(
                        "eligibilities[e].duration.longest",
                        "too-long",
                        "PT2H is above PT1H, the longest that superuser can give"));
    }

    @Test
    void aRuleBehindOneThatAlwaysHoldsIsAnError() {
        assertThat(lint(with(
                                "[{name: all, denied: x}, {name: late, when: {riskAtMost: LOW}, automatic: {upTo: PT30M}}]"))
                        .errors())
                .containsExactly(new Problem(
                        "policies[p].rules[1]",
                        "unreachable-rule",
                        "the rule late never decides: the rule all before it always holds"));
    }

    @Test
    void anAutomaticRulePassesWhatIsTooLongForItOn() {
        assertThat(lint(with(
                                "[{name: a, automatic: {upTo: PT30M}}, {name: b, automatic: {upTo: PT1H}}, {name: c, denied: x}]"))
                        .errors())
                .isEmpty();
        assertThat(lint(with(
                                "[{name: a, automatic: {upTo: PT30M}}, {name: b, automatic: {upTo: PT30M}}, {name: c, denied: x}]"))
                        .errors())
                .extracting(Problem::field, Problem::code)
                .containsExactly(tuple("policies[p].rules[1]", "unreachable-rule"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "riskAtMost: LOW | riskAtMost: LOW",
                "riskAtMost: MEDIUM | riskAtMost: LOW",
                "durationAtMost: PT1H | durationAtMost: PT30M",
                "riskAtMost: HIGH | all: [{riskAtMost: LOW}, {ticketVerified: true}]",
                "all: [{riskAtMost: LOW}, {ticketVerified: true}] | all: [{ticketVerified: true}, {riskAtMost: LOW}]",
                "any: [{riskAtMost: LOW}, {ticketVerified: true}] | ticketVerified: true",
                "any: [{riskAtMost: HIGH}, {ticketVerified: true}] | any: [{ticketVerified: true}, {riskAtMost: LOW}]",
                "any: [{all: [{ticketVerified: true}, {riskAtMost: HIGH}]}, {beneficiaryIs: HUMAN}] | all: [{ticketVerified: true}, {riskAtMost: LOW}]",
                "entitlementIs: {provider: x} | entitlementIs: {provider: x, kind: y, attributes: {a: b}}",
                "entitlementIs: {attributes: {a: b}} | entitlementIs: {provider: x, attributes: {a: b, c: d}}",
                "beneficiaryInGroup: [a, b] | beneficiaryInGroup: [b]",
                "not: {riskAtMost: LOW} | not: {riskAtMost: HIGH}",
                "not: {beneficiaryInGroup: [a]} | not: {beneficiaryInGroup: [a, b]}",
                "not: {ticketVerified: true} | not: {ticketVerified: true}",
                "reasonMatches: x | reasonMatches: x",
                "beneficiaryIs: SERVICE | beneficiaryIs: SERVICE",
                "startsDuring: {days: [MONDAY, SUNDAY], from: '08:00', to: '18:00', zone: UTC} | startsDuring: {days: [SUNDAY], from: '09:00', to: '18:00', zone: UTC}",
                "startsDuring: {days: [MONDAY], from: '22:00', to: '06:00', zone: UTC} | startsDuring: {days: [MONDAY], from: '22:00', to: '06:00', zone: UTC}"
            })
    void aRuleWhoseConditionAnEarlierOneCoversIsAnError(String conditions) {
        assertThat(errors(conditions)).containsExactly("shadowed-rule");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "riskAtMost: LOW | riskAtMost: MEDIUM",
                "riskAtMost: CRITICAL | ticketVerified: true",
                "durationAtMost: PT30M | durationAtMost: PT1H",
                "all: [{riskAtMost: LOW}, {ticketVerified: true}] | riskAtMost: LOW",
                "ticketVerified: true | any: [{riskAtMost: LOW}, {ticketVerified: true}]",
                "entitlementIs: {provider: x, kind: y} | entitlementIs: {provider: x}",
                "entitlementIs: {provider: x} | entitlementIs: {provider: z}",
                "entitlementIs: {kind: x} | entitlementIs: {kind: y}",
                "entitlementIs: {attributes: {a: b}} | entitlementIs: {attributes: {a: c}}",
                "beneficiaryInGroup: [b] | beneficiaryInGroup: [a, b]",
                "beneficiaryIs: HUMAN | beneficiaryIs: SERVICE",
                "not: {riskAtMost: HIGH} | not: {riskAtMost: LOW}",
                "not: {reasonMatches: x} | not: {any: [{reasonMatches: x}, {ticketVerified: true}]}",
                "riskAtMost: HIGH | not: {riskAtMost: LOW}",
                "startsDuring: {days: [MONDAY], from: '08:00', to: '18:00', zone: UTC} | startsDuring: {days: [MONDAY], from: '08:00', to: '18:00', zone: Europe/Berlin}",
                "startsDuring: {days: [MONDAY], from: '08:00', to: '18:00', zone: UTC} | startsDuring: {days: [TUESDAY], from: '08:00', to: '18:00', zone: UTC}",
                "startsDuring: {days: [MONDAY], from: '08:00', to: '18:00', zone: UTC} | startsDuring: {days: [MONDAY], from: '08:00', to: '18:01', zone: UTC}",
                "startsDuring: {days: [MONDAY], from: '08:00', to: '18:00', zone: UTC} | startsDuring: {days: [MONDAY], from: '07:59', to: '18:00', zone: UTC}",
                "startsDuring: {days: [MONDAY], from: '22:00', to: '06:00', zone: UTC} | startsDuring: {days: [MONDAY], from: '23:00', to: '05:00', zone: UTC}"
            })
    void aRuleThatMayStillDecideSomethingIsNoError(String conditions) {
        assertThat(errors(conditions)).isEmpty();
    }

    @Test
    void twoVeryLargeConditionsAreNotComparedToTheEnd() {
        assertThat(errors(large(5) + " | " + large(5))).containsExactly("shadowed-rule");
        assertThat(errors(large(100) + " | " + large(100))).isEmpty();
        assertThat(errors(large(100) + " | " + large(100) + " | always: true | riskAtMost: LOW"))
                .as("what needs no comparison is found nevertheless")
                .containsExactly("unreachable-rule");
    }

    /** So many alternatives of so many parts each, no two parts alike. */
    private static String large(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> IntStream.range(0, size)
                        .mapToObj(j -> "{reasonMatches: a" + i + "b" + j + "}")
                        .collect(Collectors.joining(", ", "{all: [", "]}")))
                .collect(Collectors.joining(", ", "any: [", "]"));
    }

    @Test
    void aQuorumThatNamedUsersCannotReachIsAnError() {
        assertThat(lint(with("[{name: r, stages: [{name: s, approvers: {users: [a, b]}, quorum: 3}]}]"))
                        .errors())
                .containsExactly(new Problem(
                        "policies[p].rules[0].stages[0].quorum",
                        "quorum-unreachable",
                        "3 must approve, but at most 2 can"));
        assertThat(lint(with("[{name: r, stages: [{name: s, approvers: {manager: true}, quorum: 2}]}]"))
                        .errors())
                .extracting(Problem::code)
                .containsExactly("quorum-unreachable");
        assertThat(lint(with("[{name: r, stages: [{name: s, approvers: {users: [a], manager: true}, quorum: 2}]}]"))
                        .errors())
                .isEmpty();
        assertThat(lint(with("[{name: r, stages: [{name: s, approvers: {users: [a], groups: [g]}, quorum: 5}]}]"))
                        .errors())
                .isEmpty();
    }

    @Test
    void aQuorumThatOnlyAnEscalationCouldReachIsAnError() {
        assertThat(lint(with(
                                "[{name: r, stages: [{name: s, approvers: {users: [a]}, quorum: 2, escalation: {after: PT1H, to: {groups: [g]}}}]}]"))
                        .errors())
                .extracting(Problem::code)
                .containsExactly("quorum-unreachable");
    }

    @Test
    void denialsThatNobodyCanReachAreAWarning() {
        LintReport report = lint(with("[{name: r, stages: [{name: s, approvers: {users: [a]}, denials: 2}]}]"));

        assertThat(report.errors()).isEmpty();
        assertThat(report.warnings())
                .containsExactly(new Problem(
                        "policies[p].rules[0].stages[0].denials",
                        "denials-unreachable",
                        "2 must deny, but at most 1 can"));
    }

    @Test
    void anEntitlementAttributeNamesOneApproverForEachOfItsValues() {
        String rules = "[{name: r, stages: [{name: s, approvers: {entitlementAttributes: [owner]}, quorum: 2}]}]";
        String one = "entitlements: [{provider: postgres, kind: login, attributes: {role: a, owner: ada}}]";
        String two = one.replace("}]", "}}, {provider: postgres, kind: login, attributes: {role: b, owner: bob}}]")
                .replace("}}}", "}}");

        assertThat(lint(with(rules, one)).errors())
                .containsExactly(new Problem(
                        "eligibilities[e].policy",
                        "quorum-unreachable",
                        "rule r, stage s: 2 must approve, but at most 1 can"));
        assertThat(lint(with(rules, two)).errors()).isEmpty();
    }

    @Test
    void anEntitlementAttributeThatNoEntitlementHasIsAnError() {
        assertThat(lint(with(
                                "[{name: r, stages: [{name: s, approvers: {groups: [g], entitlementAttributes: [ownr]}}]}]"))
                        .errors())
                .containsExactly(new Problem(
                        "policies[p].rules[0].stages[0].approvers.entitlementAttributes",
                        "unknown-attribute",
                        "no entitlement under this policy has the attribute ownr"));
    }

    @Test
    void anAttributeValueThatCannotBeAnIdentityIsAnError() {
        assertThat(lint(with(
                                "[{name: r, stages: [{name: s, approvers: {groups: [g], entitlementAttributes: [owner]}}]}]",
                                "entitlements: [{provider: postgres, kind: login, attributes: {role: a, owner: "
                                        + "x".repeat(201) + "}}]"))
                        .errors())
                .extracting(Problem::field, Problem::code)
                .containsExactly(tuple("eligibilities[e].entitlements[0].attributes.owner", "no-identity"));
    }

    @Test
    void whereOnlyThoseWhoAskCouldApproveItIsAnError() {
        assertThat(lint(with("[{name: r, stages: [{name: s, approvers: {users: [ada]}}]}]", "who: {users: [ada]}"))
                        .errors())
                .containsExactly(
                        new Problem(
                                "eligibilities[e].policy",
                                "own-approval",
                                "rule r, stage s: nobody approves their own access, so too few are left to approve for anybody"));
        assertThat(lint(with(
                                "[{name: r, stages: [{name: s, approvers: {users: [ada, bob]}, quorum: 2}]}]",
                                "who: {users: [ada, bob]}"))
                        .errors())
                .extracting(Problem::code)
                .containsExactly("own-approval");
    }

    @Test
    void whereOnlySomeWhoAskHaveNoApproverItIsAWarning() {
        LintReport report =
                lint(with("[{name: r, stages: [{name: s, approvers: {users: [ada]}}]}]", "who: {users: [ada, bob]}"));

        assertThat(report.errors()).isEmpty();
        assertThat(report.warnings())
                .containsExactly(new Problem(
                        "eligibilities[e].policy",
                        "own-approval",
                        "rule r, stage s: nobody approves their own access, so too few are left to approve for [ada]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{users: [ada], manager: true} | {users: [ada]}",
                "{users: [ada], groups: [g]} | {users: [ada]}",
                "{users: [ada]} | {users: [ada], groups: [g]}",
                "{users: [ada, bob]} | {users: [ada, bob]}"
            })
    void whereSomebodyElseMayApproveThereIsNothingToSay(String approversAndWho) {
        String[] parts = approversAndWho.split(" \\| ");

        assertThat(lint(with("[{name: r, stages: [{name: s, approvers: " + parts[0] + "}]}]", "who: " + parts[1])))
                .isEqualTo(new LintReport(List.of(), List.of()));
    }

    @Test
    void forAServiceTheManagerOfItsOwnerApproves() {
        assertThat(lint(with(
                        "[{name: r, stages: [{name: s, approvers: {manager: true}}]}]",
                        "who: {groups: [pipelines], kinds: [SERVICE]}")))
                .isEqualTo(new LintReport(List.of(), List.of()));
    }

    @Test
    void timesThatNeverComeAreErrors() {
        assertThat(lint(with("[{name: r, stages: [{name: s, approvers: {groups: [g]}, remindAfter: PT2H,"
                                + " escalation: {after: PT3H, to: {groups: [h]}}}], lapseAfter: PT2H}]"))
                        .errors())
                .extracting(Problem::field, Problem::message)
                .containsExactly(
                        tuple(
                                "policies[p].rules[0].stages[0].escalation.after",
                                "the request lapses after PT2H, before the escalation after PT3H"),
                        tuple(
                                "policies[p].rules[0].stages[0].remindAfter",
                                "the request lapses after PT2H, before the reminder after PT2H"));
    }

    @Test
    void aReminderThatComesNoEarlierThanTheEscalationIsAWarning() {
        LintReport report = lint(with("[{name: r, stages: [{name: s, approvers: {groups: [g]}, remindAfter: PT1H,"
                + " escalation: {after: PT1H, to: {groups: [h]}}}]}]"));

        assertThat(report.errors()).isEmpty();
        assertThat(report.warnings()).extracting(Problem::code).containsExactly("late-reminder");
    }

    @Test
    void anAutomaticLimitOutsideTheEligibilitysOwnIsAWarning() {
        assertThat(lint(with("[{name: r, automatic: {upTo: PT2H1S}}]")).warnings())
                .containsExactly(new Problem(
                        "eligibilities[e].policy",
                        "limit-above-eligibility",
                        "the rule r approves up to PT2H1S automatically, but longestTotal is PT2H"));
        assertThat(lint(with("[{name: r, automatic: {upTo: PT4M}}]")).warnings())
                .extracting(Problem::code)
                .containsExactly("limit-below-eligibility");
        assertThat(lint(with("[{name: r, automatic: {upTo: PT2H}}]")).warnings())
                .isEmpty();
    }

    @Test
    void aPolicyThatNoEligibilityNamesIsAWarning() {
        assertThat(lint("version: 1\npolicies: [{id: p, rules: " + DENIED + "}]")
                        .warnings())
                .containsExactly(new Problem("policies[p]", "unused-policy", "no eligibility names this policy"));
    }

    @Test
    void oneReportListsAtMostFiveHundredErrors() {
        StringBuilder document =
                new StringBuilder("version: 1\npolicies: [{id: p, rules: " + DENIED + "}]\neligibilities:\n");
        for (int i = 0; i < 600; i++) {
            document.append(entry("id: e" + i, "entitlements: [{provider: x, kind: y}]"));
        }

        assertThat(lint(document.toString()).errors())
                .hasSize(501)
                .last()
                .isEqualTo(new Problem("", "too-many-problems", "and 100 more problems"));
    }

    private static List<String> errors(String conditions) {
        String[] parts = conditions.split(" \\| ");
        String rules = IntStream.range(0, parts.length)
                .mapToObj(i -> "{name: r" + i + ", when: {" + parts[i] + "}, denied: x}")
                .collect(Collectors.joining(", ", "[", "]"));
        return lint(with(rules)).errors().stream().map(Problem::code).toList();
    }

    private static String with(String rules, String... fields) {
        return "version: 1\npolicies: [{id: p, rules: " + rules + "}]\neligibilities:\n" + entry(fields);
    }

    /** An eligibility with these fields instead of the usual ones. */
    private static String entry(String... fields) {
        Stream<String> usual = Stream.of(
                "id: e",
                "name: E",
                "who: {groups: [g]}",
                "entitlements: [{provider: postgres, kind: login, attributes: {role: a}}]",
                "duration: {shortest: PT5M, longest: PT2H}",
                "policy: p");
        List<String> all = Stream.concat(
                        Stream.of(fields),
                        usual.filter(field ->
                                Stream.of(fields).noneMatch(other -> name(other).equals(name(field)))))
                .toList();
        return "  - {" + String.join(", ", all) + "}\n";
    }

    private static String name(String field) {
        return field.substring(0, field.indexOf(':'));
    }

    private static LintReport lint(String document) {
        Findings findings = new Findings();
        CatalogueReader reader = new CatalogueReader(findings, 1000);
        reader.read("x.yaml", DocumentParser.parse("x.yaml", document, findings));
        Catalogue catalogue = reader.catalogue();
        assertThat(findings.list()).isEmpty();
        return CatalogueLint.check(catalogue, List.of(new Postgres()));
    }
}
