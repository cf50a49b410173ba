package io.jitaccess.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jitaccess.eligibility.Catalogue;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The published schema says what the reader does, as far as a schema can. */
class SchemaTest {

    private static final JsonNode TEXT = text();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT);

    static Stream<Corpus.Case> documentsOfPlainData() {
        return Stream.concat(Corpus.accepted().stream(), Corpus.refused().stream())
                .filter(Corpus.Case::isPlainData);
    }

    @ParameterizedTest
    @MethodSource("documentsOfPlainData")
    void schemaAndReaderAgree(Corpus.Case document) {
        List<Error> errors = SCHEMA.validate(new YAMLMapper().readTree(document.document()));

        assertThat(errors.isEmpty()).as("%s", errors).isEqualTo(document.schemaAccepts());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void anObjectHasTheSameFieldsInTheSchemaAndInTheReader(Shape shape) {
        JsonNode object = TEXT.at("/$defs/" + camel(shape));

        assertThat(object.get("additionalProperties").asBoolean()).isFalse();
        assertThat(object.get("properties").propertyNames()).containsExactlyInAnyOrderElementsOf(shape.fields());
        assertThat(object.get("properties"))
                .allSatisfy(field -> assertThat(field.path("description").asString(""))
                        .as("description in %s", shape)
                        .isNotEmpty());
    }

    static Stream<Shape> shapes() {
        return Arrays.stream(Shape.values());
    }

    @Test
    void everyObjectOfTheSchemaIsOneTheReaderKnows() {
        List<String> objects = new ArrayList<>();
        TEXT.get("$defs").properties().forEach(def -> {
            if (def.getValue().has("properties")) {
                objects.add(def.getKey());
            }
        });

        assertThat(objects)
                .containsExactlyInAnyOrderElementsOf(
                        shapes().map(SchemaTest::camel).toList());
    }

    @Test
    void everyReferenceOfTheSchemaLeadsSomewhere() {
        List<JsonNode> references = TEXT.findValues("$ref");

        assertThat(references)
                .hasSizeGreaterThan(50)
                .allSatisfy(reference -> assertThat(
                                TEXT.at(reference.asString().substring(1)).isMissingNode())
                        .as("%s", reference)
                        .isFalse());
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theSchemaAcceptsWhateverIsWritten(@ForAll("catalogues") Catalogue catalogue) {
        assertThat(SCHEMA.validate(new JsonMapper().readTree(CatalogueJson.write(catalogue))))
                .isEmpty();
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void theSchemaIsNeverStricterThanTheReader(
            @ForAll("documents") String document,
            @ForAll @IntRange(max = 3000) int from,
            @ForAll @IntRange(max = 12) int length,
            @ForAll("pieces") String piece) {
        int begin = Math.min(from, document.length());
        int end = Math.min(begin + length, document.length());
        String damaged = document.substring(0, begin) + piece + document.substring(end);
        Findings findings = new Findings();
        CatalogueReader reader = new CatalogueReader(findings, 100);
        Node root = DocumentParser.parse("x.yaml", damaged, findings);
        if (root != null) {
            reader.read("x.yaml", root);
        }
        if (root != null && reader.catalogue() != null) {
            assertThat(refusals(damaged)).as(damaged).isEmpty();
        }
    }

    @Provide
    Arbitrary<Catalogue> catalogues() {
        return SomeCatalogues.any();
    }

    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.of(
                Corpus.accepted().stream().map(Corpus.Case::document).toList());
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.oneOf(
                Arbitraries.of("", "0", "1", "2", "P", "T", "D", "null", "true", "[]", "{}", "x", ", x", " "),
                Arbitraries.strings().ascii().ofMaxLength(3));
    }

    private static Collection<Error> refusals(String document) {
        try {
            return SCHEMA.validate(new YAMLMapper().readTree(document));
        } catch (JacksonException unreadable) {
            throw new AssertionError("only the reader can read " + document, unreadable);
        }
    }

    private static String camel(Shape shape) {
        String[] words = shape.name().toLowerCase(Locale.ROOT).split("_");
        return words.length == 1
                ? words[0]
                : words[0] + words[1].substring(0, 1).toUpperCase(Locale.ROOT) + words[1].substring(1);
    }

    private static JsonNode text() {
        InputStream in = Catalogue.class.getResourceAsStream("/io/jitaccess/catalogue/eligibility.schema.json");
        return new JsonMapper().readTree(Objects.requireNonNull(in));
    }
}
