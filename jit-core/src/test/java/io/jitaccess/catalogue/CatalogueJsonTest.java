package io.jitaccess.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueJsonTest {

    @Test
    void anEmptyCatalogueHasADocument() {
        assertThat(CatalogueJson.write(Catalogue.EMPTY))
                .isEqualTo("{\"version\":1,\"policies\":[],\"eligibilities\":[]}");
        assertThat(CatalogueJson.read("{\"version\":1}")).isEqualTo(Catalogue.EMPTY);
    }

    @Test
    void aDocumentThatWasSentIsRefusedWithEveryProblemByField() {
        Outcome<Catalogue> outcome = CatalogueJson.parse(
                "{\"version\":1,\"policies\":[{\"id\":\"p\",\"rules\":[{\"name\":\"r\",\"automatic\":{}}]}],\"x\":1}");

        assertThat(refused(outcome).refusal()).isEqualTo(Refusal.INVALID);
        assertThat(refused(outcome).problems())
                .containsExactlyInAnyOrder(
                        new Problem("", "unknown-field", "line 1, column 76: there is no field \"x\""),
                        new Problem("policies[p].rules[0].automatic", "missing-field", "the field upTo is missing"));
    }

    @Test
    void whatIsNoJsonIsRefusedWithItsLineAndColumn() {
        assertThat(refused(CatalogueJson.parse("{\n\"version\": x}")).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .startsWith("line 2, column 12: not valid JSON: Unrecognized token 'x'"));
    }

    @Test
    void ofADocumentThatBreaksOffOnlyThePlaceIsTold() {
        assertThat(refused(CatalogueJson.parse("{\"version\":1,\"policies\":[{\"id\":7},{\"id\":"))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("syntax"));
    }

    @Test
    void policiesMayStandAfterWhatNamesThem() {
        String eligibility = "{\"id\":\"e\",\"name\":\"E\",\"who\":{\"groups\":[\"g\"]},\"entitlements\":"
                + "[{\"provider\":\"x\",\"kind\":\"y\"}],\"duration\":{\"longest\":\"PT1H\"},\"policy\":\"p\"}";
        String policy = "{\"id\":\"p\",\"rules\":[{\"name\":\"r\",\"automatic\":{\"upTo\":\"PT1H\"}}]}";
        String document = "{\"eligibilities\":[" + eligibility + "],\"policies\":[" + policy + "],\"version\":1}";

        assertThat(CatalogueJson.read(document).eligibilities()).hasSize(1);
        assertThat(refused(CatalogueJson.parse(document.replace(policy, policy + "," + policy)
                                .replace("\"policy\":\"p\"", "\"policy\":\"q\"")))
                        .problems())
                .extracting(Problem::field, Problem::code)
                .containsExactlyInAnyOrder(
                        tuple("policies[p]", "duplicate-id"), tuple("eligibilities[e].policy", "unknown-policy"));
    }

    @Test
    void aListThatNobodyKnowsIsOneProblem() {
        assertThat(refused(CatalogueJson.parse("{\"version\":1,\"things\":[{\"id\":7},{\"id\":8}]}"))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("unknown-field"));
    }

    @Test
    void readingAStoredDocumentThatIsNoneIsAFaultThatNamesTheProblems() {
        assertThatThrownBy(() -> CatalogueJson.read("{\"version\":2,\"policies\":{}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "not a catalogue: version: expected 1, found 2; policies: expected a list, found an object");
    }

    private static Outcome.Refused<Catalogue> refused(Outcome<Catalogue> outcome) {
        return outcome.fold(
                done -> {
                    throw new AssertionError("accepted " + List.of(done));
                },
                refused -> refused);
    }
}
