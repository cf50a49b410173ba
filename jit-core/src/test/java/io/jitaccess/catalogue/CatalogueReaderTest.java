package io.jitaccess.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jitaccess.approval.Condition;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.ReasonRule;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueReaderTest {

    private static final String AUTOMATIC =
            "version: 1\npolicies: [{id: p, rules: [{name: r, automatic: {upTo: PT1H}}]}]\n";

    private static final String LEAST = AUTOMATIC
            + "eligibilities: [{id: e, name: E, who: {groups: [g]}, entitlements: [{provider: x, kind: y}],"
            + " duration: {longest: PT2H}, policy: p}]\n";

    static Stream<Corpus.Case> accepted() {
        return Corpus.accepted().stream();
    }

    static Stream<Corpus.Case> refused() {
        return Corpus.refused().stream();
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void aGoodDocumentIsRead(Corpus.Case good) {
        assertThat(problems(good.document())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void everyProblemOfABadDocumentIsToldWithItsPlaceAndWhatWasExpected(Corpus.Case bad) {
        assertThat(problems(bad.document())).containsExactlyInAnyOrderElementsOf(bad.problems());
    }

    @ParameterizedTest
    @MethodSource("badDurations")
    void aDurationThatIsNoneOrOutOfRangeIsAProblem(String duration, String code) {
        assertThat(problems(AUTOMATIC.replace("PT1H", duration)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("x.yaml:2:56");
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.message()).startsWith("policies[p].rules[0].automatic.upTo: ");
                });
    }

    static Stream<Arguments> badDurations() {
        List<String> outOfRange = List.of("PT0S", "P0D", "P367D", "PT99999999H", "P366DT1S");
        List<String> malformed = List.of(
                "-PT1H",
                "PT-1H",
                "P106751991167300D",
                "P1Y",
                "P1M",
                "P1W",
                "P1M2D",
                "P1Y2M3DT4H",
                "PT",
                "P",
                "P1DT",
                "1h",
                "PT1.5S",
                "PT0.5H",
                "pt1h",
                "PT1S1M",
                "''",
                "' PT1H'",
                "PT1H PT1H",
                "P1D1D");
        return Stream.concat(
                outOfRange.stream().map(text -> arguments(text, "range")),
                malformed.stream().map(text -> arguments(text, "duration")));
    }

    @Test
    void yearsMonthsAndWeeksAreRefusedWithTheWayOut() {
        for (String calendar : List.of("P1Y", "P1M", "P1W", "P1M2D", "P1Y2M3DT4H")) {
            assertThat(problems(AUTOMATIC.replace("PT1H", calendar)))
                    .extracting(Problem::message)
                    .containsExactly(
                            "policies[p].rules[0].automatic.upTo: years, months and weeks are not allowed: write"
                                    + " days, such as P30D");
        }
    }

    @Test
    void whatIsLeftOutHasTheDocumentedDefault() {
        Eligibility eligibility = read(LEAST).eligibilities().get(0);

        assertThat(eligibility.description()).isEmpty();
        assertThat(eligibility.who().users()).isEmpty();
        assertThat(eligibility.who().kinds()).containsExactly(IdentityKind.HUMAN);
        assertThat(eligibility.onBehalf()).isEmpty();
        assertThat(eligibility.entitlements().get(0).attributes()).isEmpty();
        assertThat(eligibility.duration().shortest()).isEqualTo(Duration.ofMinutes(1));
        assertThat(eligibility.duration().longestTotal()).isEqualTo(Duration.ofHours(2));
        assertThat(eligibility.reason()).isEqualTo(ReasonRule.REQUIRED);
        assertThat(eligibility.ticketRequired()).isFalse();
        assertThat(eligibility.bundle()).isEqualTo(BundleMode.ALL_OR_NOTHING);
        assertThat(eligibility.furthestStart()).isZero();
        assertThat(eligibility.endsWhenLost()).isTrue();
        assertThat(eligibility.attributes()).isEmpty();
    }

    @Test
    void aReasonThatIsOnlyDescribedIsStillRequired() {
        String document = LEAST.replace("policy: p}]\n", "policy: p, reason: {hint: Why?}}]\n");

        assertThat(read(document).eligibilities().get(0).reason().required()).isTrue();
    }

    @Test
    void anEligibilityOfLessThanAMinuteHasItsLongestAsItsShortest() {
        Eligibility eligibility =
                read(LEAST.replace("PT2H", "PT30S")).eligibilities().get(0);

        assertThat(eligibility.duration().shortest()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aRuleAndAStageHaveTheDocumentedDefaults() {
        Rule rule = read(AUTOMATIC.replace(
                        "automatic: {upTo: PT1H}", "stages: [{name: s, approvers: {manager: true}}]"))
                .policies()
                .get(0)
                .rules()
                .get(0);

        RuleOutcome.Staged staged = (RuleOutcome.Staged) rule.then();
        Stage stage = staged.stages().get(0);
        assertThat(rule.when()).isEqualTo(new Condition.Always());
        assertThat(staged.lapseAfter()).isEqualTo(RuleOutcome.Staged.DEFAULT_LAPSE);
        assertThat(stage.quorum()).isEqualTo(1);
        assertThat(stage.denials()).isEqualTo(1);
        assertThat(stage.remindAfter()).isEmpty();
        assertThat(stage.escalation()).isEmpty();
    }

    @Test
    void unquotedTextIsKeptLetterByLetter() {
        String document = LEAST.replace(
                "kind: y}", "kind: y, attributes: {day: no, hour: 08:00, account: 012345678901, at: 2026-01-01}}");

        assertThat(read(document).eligibilities().get(0).entitlements().get(0).attributes())
                .isEqualTo(Map.of("day", "no", "hour", "08:00", "account", "012345678901", "at", "2026-01-01"));
    }

    @Test
    void everyFieldIsReadIntoItsPlace() {
        Corpus.Case every = Corpus.accepted().stream()
                .filter(good -> good.name().equals("every field"))
                .findFirst()
                .orElseThrow();
        Catalogue catalogue = read(every.document());

        assertThat(CatalogueJson.write(catalogue))
                .contains("\"description\":\"Read the production database,\\nrow by row.\\n\"")
                .contains("\"kinds\":[\"HUMAN\",\"SERVICE\"]")
                .contains("\"attributes\":{\"db.name\":\"orders\",\"role\":\"app_debug\"}")
                .contains("\"duration\":{\"shortest\":\"PT1M\",\"longest\":\"PT2H\",\"longestTotal\":\"PT4H\"}")
                .contains("\"to\":\"18:00:30\"")
                .contains("\"escalation\":{\"after\":\"PT1H\"")
                .contains("\"lapseAfter\":\"PT60H\"")
                .contains("\"bundle\":\"BEST_EFFORT\",\"furthestStart\":\"PT168H\",\"endsWhenLost\":false");
        assertThat(CatalogueJson.read(CatalogueJson.write(catalogue))).isEqualTo(catalogue);
    }

    @Test
    void oneAnswerListsAtMostFiveHundredProblemsAndSaysHowManyMore() {
        StringBuilder document = new StringBuilder("version: 1\n");
        for (int i = 0; i < 700; i++) {
            document.append('x').append(i).append(": 1\n");
        }

        List<Problem> problems = problems(document.toString());

        assertThat(problems).hasSize(501);
        assertThat(problems.get(500)).isEqualTo(new Problem("", "too-many-problems", "and 200 more problems"));
    }

    @Test
    void aPolicyThatIsNamedButBadIsNotReportedAsMissing() {
        assertThat(problems(LEAST.replace("PT1H", "PT0S")))
                .extracting(Problem::code)
                .containsExactly("range");
    }

    @Test
    void nestingEndsTheReadingAtOnce() {
        for (String name : List.of("x.yaml", "x.json")) {
            Findings findings = new Findings();

            assertThat(DocumentParser.parse(name, "[".repeat(1_000_000), findings))
                    .isNull();
            assertThat(findings.list())
                    .containsExactly(new Problem(name + ":1:65", "too-deep", "nested more than 64 levels deep"));
        }
    }

    @Test
    void aJsonFileIsReadAsStrictJson() {
        Findings findings = new Findings();

        assertThat(DocumentParser.parse("x.JSON", "version: 1", findings)).isNull();
        assertThat(findings.list()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).startsWith("x.JSON:1:");
            assertThat(problem.message()).startsWith("not valid JSON: Unrecognized token 'version'");
        });
    }

    @Test
    void moreEntriesThanAllowedAreRefused() {
        Findings findings = new Findings();
        CatalogueReader reader = new CatalogueReader(findings, 1);

        reader.read("x.yaml", DocumentParser.parse("x.yaml", LEAST, findings));

        assertThat(reader.catalogue()).isNull();
        assertThat(findings.list())
                .containsExactly(new Problem(
                        "x.yaml:3:16", "size", "eligibilities: a catalogue has at most 1 policies and eligibilities"));
    }

    private static Catalogue read(String document) {
        Findings findings = new Findings();
        CatalogueReader reader = new CatalogueReader(findings, 1000);
        reader.read(Corpus.NAME, DocumentParser.parse(Corpus.NAME, document, findings));
        Catalogue catalogue = reader.catalogue();
        assertThat(findings.list()).isEmpty();
        return catalogue;
    }

    private static List<Problem> problems(String document) {
        Findings findings = new Findings();
        CatalogueReader reader = new CatalogueReader(findings, 1000);
        Node root = DocumentParser.parse(Corpus.NAME, document, findings);
        if (root != null) {
            reader.read(Corpus.NAME, root);
            assertThat(reader.catalogue() == null).isEqualTo(!findings.isEmpty());
        }
        return findings.list();
    }
}
