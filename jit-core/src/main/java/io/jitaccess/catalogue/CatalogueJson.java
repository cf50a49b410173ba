package io.jitaccess.catalogue;

import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Refusal;
import java.io.StringWriter;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The catalogue as one JSON document: the form in which a revision is stored. It is the format of the files, with every
 * field written out, so that a changed default never changes a stored revision. Thread-safe.
 */
public final class CatalogueJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CatalogueJson() {}

    /** The document; equal catalogues give equal documents. */
    public static String write(Catalogue catalogue) {
        StringWriter document = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(document)) {
            CatalogueWriter.write(catalogue, json);
        }
        return document.toString();
    }

    /**
     * The catalogue of a document: {@code read(write(c))} equals {@code c}. As strict as the files' reader, so nothing
     * that this version does not understand is lost in silence.
     *
     * @throws IllegalArgumentException listing every problem
     */
    public static Catalogue read(String document) {
        return parse(document).fold(Outcome.Done::value, refused -> {
            throw new IllegalArgumentException("not a catalogue: "
                    + refused.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
        });
    }

    /**
     * As {@link #read}, for a document that somebody sent: refused as {@link Refusal#INVALID} with every problem,
     * by field, such as {@code eligibilities[debug].duration.longest}.
     */
    public static Outcome<Catalogue> parse(String document) {
        Findings findings = new Findings();
        Findings broken = new Findings();
        CatalogueReader reader = new CatalogueReader(findings, Integer.MAX_VALUE);
        Node root = DocumentParser.parse("", document, broken, reader::entry);
        if (root == null) {
            return Outcome.refused(Refusal.INVALID, broken.list());
        }
        reader.read("", root);
        Catalogue catalogue = reader.catalogue();
        return catalogue == null ? Outcome.refused(Refusal.INVALID, findings.list()) : Outcome.done(catalogue);
    }
}
