package io.jitaccess.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.eligibility.Catalogue;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CatalogueJsonProperties {

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsReadBackEqual(@ForAll("catalogues") Catalogue catalogue) {
        assertThat(CatalogueJson.read(CatalogueJson.write(catalogue))).isEqualTo(catalogue);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void equalCataloguesGiveEqualDocuments(@ForAll("catalogues") Catalogue catalogue) {
        String document = CatalogueJson.write(catalogue);

        assertThat(CatalogueJson.write(CatalogueJson.read(document))).isEqualTo(document);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void theDocumentMeansTheSameInAYamlFile(@ForAll("catalogues") Catalogue catalogue) {
        String document = CatalogueJson.write(catalogue);
        Assume.that(document.codePoints().allMatch(DocumentParser::isPrintable));
        Findings findings = new Findings();
        CatalogueReader reader = new CatalogueReader(findings, 100);

        Node root = DocumentParser.parse("x.yaml", document, findings);

        assertThat(findings.list()).isEmpty();
        reader.read("x.yaml", root);
        assertThat(reader.catalogue()).isEqualTo(catalogue);
    }

    /** Cuts, doubles and swaps pieces of good documents: whatever comes out is read or refused, and never a fault. */
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void aDamagedDocumentIsReadOrRefusedWithProblems(
            @ForAll("documents") String document,
            @ForAll @IntRange(max = 5000) int from,
            @ForAll @IntRange(max = 40) int length,
            @ForAll("pieces") String piece) {
        int begin = Math.min(from, document.length());
        int end = Math.min(begin + length, document.length());
        String damaged = document.substring(0, begin) + piece + document.substring(end);
        for (String name : List.of("x.yaml", "x.json")) {
            Findings findings = new Findings();
            CatalogueReader reader = new CatalogueReader(findings, 100);

            Node root = DocumentParser.parse(name, damaged, findings);
            if (root != null) {
                reader.read(name, root);
            }

            assertThat(root == null || reader.catalogue() == null).isEqualTo(!findings.isEmpty());
            assertThat(findings.list())
                    .allSatisfy(problem -> assertThat(problem.field()).matches(name + ":[0-9]+:[0-9]+"));
        }
    }

    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.of(Stream.concat(Corpus.accepted().stream(), Corpus.refused().stream())
                .map(Corpus.Case::document)
                .toList());
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "", "{", "}", "[", "]", ":", "- ", "\n", "\t", "'", "\"", "&a", "*a", "!x", "|", ">", "%", "?",
                        ","),
                Arbitraries.of("---\n", "...\n", "<<: ", "null", "1e999", "\\", "\u0000", "\uFEFF", "\uD800", "@", "`"),
                Arbitraries.strings().ofMaxLength(4));
    }

    @Provide
    Arbitrary<Catalogue> catalogues() {
        return SomeCatalogues.any();
    }
}
