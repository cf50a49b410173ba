package io.jitaccess.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jitaccess.eligibility.Catalogue;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Every limit of the format, from both sides, in the reader and in the schema. */
class LimitsTest {

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema());

    @ParameterizedTest(name = "{0}: at most {1}")
    @MethodSource("limits")
    void theMostIsAcceptedAndOneMoreIsRefused(String what, int most, IntFunction<String> document) {
        assertThat(reads(document.apply(most)))
                .as("the reader accepts %d", most)
                .isTrue();
        assertThat(fits(document.apply(most))).as("the schema accepts %d", most).isTrue();
        assertThat(reads(document.apply(most + 1)))
                .as("the reader accepts %d", most + 1)
                .isFalse();
        assertThat(fits(document.apply(most + 1)))
                .as("the schema accepts %d", most + 1)
                .isFalse();
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                limit("rules", 100, n -> policy(list(n, i -> "{name: r" + i + ", denied: x}"))),
                limit("rule name", 100, n -> rule("name: " + text(n) + ", denied: x")),
                limit("denied", 300, n -> rule("name: r, denied: " + text(n))),
                limit(
                        "stages",
                        10,
                        n -> rule(
                                "name: r, stages: " + list(n, i -> "{name: s" + i + ", approvers: {manager: true}}"))),
                limit("stage name", 100, n -> stage("name: " + text(n) + ", approvers: {manager: true}")),
                limit("quorum", 20, n -> stage("name: s, approvers: {manager: true}, quorum: " + n)),
                limit("denials", 20, n -> stage("name: s, approvers: {manager: true}, denials: " + n)),
                limit("approving users", 100, n -> stage("name: s, approvers: {users: " + names(n) + "}")),
                limit("approving groups", 100, n -> stage("name: s, approvers: {groups: " + names(n) + "}")),
                limit(
                        "approving attributes",
                        100,
                        n -> stage("name: s, approvers: {entitlementAttributes: " + names(n) + "}")),
                limit("approving user's length", 200, n -> stage("name: s, approvers: {users: [" + text(n) + "]}")),
                limit(
                        "approving attribute's length",
                        64,
                        n -> stage("name: s, approvers: {entitlementAttributes: [" + text(n) + "]}")),
                limit("all", 100, n -> when("all: " + list(n, i -> "{always: true}"))),
                limit("any", 100, n -> when("any: " + list(n, i -> "{always: true}"))),
                limit("groups of a condition", 100, n -> when("beneficiaryInGroup: " + names(n))),
                limit("pattern", 500, n -> when("reasonMatches: " + text(n))),
                limit("attributes of a condition", 32, n -> when("entitlementIs: {attributes: " + attributes(n) + "}")),
                limit(
                        "days",
                        7,
                        n -> when("startsDuring: {days: " + days(n) + ", from: '08:00', to: '09:00', zone: UTC}")),
                limit("id", 64, n -> eligibility("id: e", "id: " + text(n))),
                limit("name", 120, n -> eligibility("name: E", "name: " + text(n))),
                limit("description", 1000, n -> eligibility("name: E", "name: E, description: " + text(n))),
                limit("users", 1000, n -> eligibility("groups: [g]", "users: " + names(n))),
                limit("groups", 1000, n -> eligibility("groups: [g]", "groups: " + names(n))),
                limit("onBehalf", 100, n -> eligibility("name: E", "name: E, onBehalf: " + names(n))),
                limit(
                        "entitlements",
                        50,
                        n -> eligibility("[{provider: x, kind: y}]", list(n, i -> "{provider: x, kind: y" + i + "}"))),
                limit(
                        "attributes of an entitlement",
                        32,
                        n -> eligibility("kind: y", "kind: y, attributes: " + attributes(n))),
                limit("attribute's name", 64, n -> eligibility("kind: y", "kind: y, attributes: {" + text(n) + ": x}")),
                limit(
                        "attribute of an entitlement",
                        4096,
                        n -> eligibility("kind: y", "kind: y, attributes: {a: " + text(n) + "}")),
                limit(
                        "attributes of an eligibility",
                        32,
                        n -> eligibility("name: E", "name: E, attributes: " + attributes(n))),
                limit(
                        "attribute of an eligibility",
                        1000,
                        n -> eligibility("name: E", "name: E, attributes: {a: " + text(n) + "}")),
                limit(
                        "reason pattern",
                        500,
                        n -> eligibility("name: E", "name: E, reason: {pattern: " + text(n) + "}")),
                limit("hint", 200, n -> eligibility("name: E", "name: E, reason: {hint: " + text(n) + "}")));
    }

    @ParameterizedTest(name = "{0}: {1} and no more")
    @MethodSource("durations")
    void aDurationAboveItsLimitIsRefusedByTheReader(String what, String longest, String tooLong, String document) {
        assertThat(reads(document.replace("DURATION", longest))).isTrue();
        assertThat(reads(document.replace("DURATION", tooLong))).isFalse();
        assertThat(reads(document.replace("DURATION", "PT0S"))).isEqualTo(what.equals("furthestStart"));
        assertThat(fits(document.replace("DURATION", "PT0S"))).isEqualTo(what.equals("furthestStart"));
    }

    static Stream<Arguments> durations() {
        return Stream.of(
                duration("upTo", "P366D", rule("name: r, automatic: {upTo: DURATION}")),
                duration("durationAtMost", "P366D", when("durationAtMost: DURATION")),
                duration(
                        "lapseAfter",
                        "P90D",
                        rule("name: r, stages: [{name: s, approvers: {manager: true}}], lapseAfter: DURATION")),
                duration("remindAfter", "P90D", stage("name: s, approvers: {manager: true}, remindAfter: DURATION")),
                duration(
                        "after",
                        "P90D",
                        stage(
                                "name: s, approvers: {manager: true}, escalation: {after: DURATION, to: {manager: true}}")),
                duration("longest", "P366D", eligibility("longest: PT2H", "longest: DURATION")),
                duration("shortest", "P366D", eligibility("longest: PT2H", "longest: P366D, shortest: DURATION")),
                duration(
                        "longestTotal", "P366D", eligibility("longest: PT2H", "longest: PT1S, longestTotal: DURATION")),
                duration("furthestStart", "P90D", eligibility("name: E", "name: E, furthestStart: DURATION")));
    }

    private static Arguments limit(String what, int most, IntFunction<String> document) {
        return arguments(what, most, document);
    }

    private static Arguments duration(String what, String longest, String document) {
        return arguments(what, longest, longest + "T1S", document);
    }

    private static String policy(String rules) {
        return "{version: 1, policies: [{id: p, rules: " + rules + "}]}";
    }

    private static String rule(String fields) {
        return policy("[{" + fields + "}]");
    }

    private static String stage(String fields) {
        return rule("name: r, stages: [{" + fields + "}]");
    }

    private static String when(String condition) {
        return rule("name: r, denied: x, when: {" + condition + "}");
    }

    private static String eligibility(String old, String now) {
        String least = "{id: e, name: E, who: {groups: [g]}, entitlements: [{provider: x, kind: y}],"
                + " duration: {longest: PT2H}, policy: p}";
        return "{version: 1, policies: [{id: p, rules: [{name: r, denied: x}]}], eligibilities: ["
                + least.replace(old, now) + "]}";
    }

    private static String text(int length) {
        return "x".repeat(length);
    }

    private static String names(int count) {
        return list(count, i -> "n" + i);
    }

    private static String attributes(int count) {
        return IntStream.range(0, count).mapToObj(i -> "a" + i + ": x").collect(Collectors.joining(", ", "{", "}"));
    }

    private static String days(int count) {
        String[] days = {"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"};
        return list(count, i -> days[i % 7]);
    }

    private static String list(int count, IntFunction<String> entry) {
        return IntStream.range(0, count).mapToObj(entry).collect(Collectors.joining(", ", "[", "]"));
    }

    private static boolean reads(String document) {
        Findings findings = new Findings();
        CatalogueReader reader = new CatalogueReader(findings, 100);
        reader.read("x.yaml", Objects.requireNonNull(DocumentParser.parse("x.yaml", document, findings)));
        return reader.catalogue() != null;
    }

    private static boolean fits(String document) {
        return SCHEMA.validate(new YAMLMapper().readTree(document)).isEmpty();
    }

    private static JsonNode schema() {
        InputStream in = Catalogue.class.getResourceAsStream("/io/jitaccess/catalogue/eligibility.schema.json");
        return new JsonMapper().readTree(Objects.requireNonNull(in));
    }
}
