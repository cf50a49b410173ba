package io.jitaccess.spring.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as this API reads and writes it: strict, bounded, and not changed by what the host does to its own. */
final class ApiJson {

    private static final int DEEPEST = 64;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private ApiJson() {}

    /** The body's text, of at most so many bytes. */
    static String text(InputStream body, long largest) throws IOException {
        byte[] bytes = body.readNBytes(Math.toIntExact(largest + 1));
        if (bytes.length > largest) {
            throw new ProblemException(
                    ProblemType.TOO_LARGE, "", "too-large", "a body has at most " + largest + " bytes here");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Reads one JSON value, and nothing after it. */
    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new ProblemException(ProblemType.MALFORMED, "", "not-json", whatIsWrong(e));
        }
    }

    static byte[] write(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    /** A JSON document as a tree of maps, lists and plain values. */
    static Object tree(String document) {
        return JSON.readValue(document, Object.class);
    }

    private static String whatIsWrong(JacksonException e) {
        String what = e instanceof StreamReadException
                ? "not well-formed JSON"
                : "not one JSON value without repeated fields";
        return e.getLocation() == null || e.getLocation().getLineNr() < 1
                ? what
                : what + ", at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }
}
