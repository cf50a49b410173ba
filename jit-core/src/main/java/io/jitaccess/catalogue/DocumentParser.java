package io.jitaccess.catalogue;

import io.jitaccess.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Turns text into a tree with places. What YAML has beyond plain data is refused: an alias is a copy that a reader of
 * the policy does not see, and a bomb when copies hold copies; a tag is a type from outside; of two documents one would
 * be lost.
 */
final class DocumentParser {

    /** A policy's deepest conditions lie less than 45 levels down. */
    static final int DEEPEST = 64;

    private static final TokenStreamFactory JSON = new JsonFactory();
    private static final TokenStreamFactory YAML = new YAMLFactory();
    private static final Pattern YAML_PLACE = Pattern.compile("(?m)^ in reader, line (\\d+), column (\\d+):");

    /** Takes entries of the document's own lists as they are read, so that a large document is never there as a whole. */
    interface Entries {
        /** Whether it took the entry; the tree is then without it. */
        boolean take(String list, int index, Node entry);
    }

    private final JsonParser parser;
    private final Entries entries;

    private DocumentParser(JsonParser parser, Entries entries) {
        this.parser = parser;
        this.entries = entries;
    }

    /**
     * The tree, or null and one finding: after a broken place nothing in a document is sure.
     *
     * @param document the file's name, whose end tells JSON from YAML; empty for JSON that is in no file
     */
    static @Nullable Node parse(String document, String text, Findings findings) {
        return parse(document, text, findings, (list, index, entry) -> false);
    }

    /** As {@link #parse(String, String, Findings)}; what was taken before a broken place is not sure either. */
    static @Nullable Node parse(String document, String text, Findings findings, Entries entries) {
        boolean json = document.isEmpty() || document.toLowerCase(Locale.ROOT).endsWith(".json");
        try (JsonParser parser = (json ? JSON : YAML).createParser(ObjectReadContext.empty(), new ShortReads(text))) {
            if (!json) {
                printable(text);
            }
            return new DocumentParser(parser, entries).document();
        } catch (Unfit unfit) {
            findings.add(document, unfit.at, "", unfit.code, unfit.reason);
        } catch (JacksonException broken) {
            String message = broken.getOriginalMessage() == null ? "" : broken.getOriginalMessage();
            findings.add(
                    document,
                    place(broken, message),
                    "",
                    "syntax",
                    "not valid " + (json ? "JSON: " : "YAML: ") + brief(message));
        }
        return null;
    }

    /** The YAML parser refuses the same, but does not say where. */
    private static void printable(String text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (!isPrintable(c)) {
                throw new Unfit(
                        new Mark(line, column), "syntax", String.format("the character U+%04X is not allowed", c));
            }
            column = c == '\n' ? 1 : column + 1;
            line += c == '\n' ? 1 : 0;
        }
    }

    /** What YAML 1.2 calls printable, but for the byte order mark. */
    static boolean isPrintable(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c <= 0x7E
                || c == 0x85
                || c >= 0xA0 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF
                || c >= 0x10000;
    }

    private Node document() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new Unfit(Mark.START, "empty", "the file is empty; expected at least version: 1");
        }
        Node root = node(first, 1);
        if (parser.nextToken() != null) {
            throw new Unfit(here(), "second-document", "one document per file; put the second into a file of its own");
        }
        return root;
    }

    private Node node(JsonToken token, int depth) {
        Mark at = here();
        if (depth > DEEPEST) {
            throw new Unfit(at, "too-deep", "nested more than " + DEEPEST + " levels deep");
        }
        plain(at);
        return switch (token) {
            case START_OBJECT -> new Node.Fields(at, fields(depth));
            case START_ARRAY -> new Node.Items(at, items(depth));
            case VALUE_NUMBER_INT -> new Node.Scalar(at, Node.Type.WHOLE_NUMBER, parser.getString());
            case VALUE_NUMBER_FLOAT -> new Node.Scalar(at, Node.Type.FRACTION, parser.getString());
            case VALUE_TRUE, VALUE_FALSE -> new Node.Scalar(at, Node.Type.BOOLEAN, parser.getString());
            case VALUE_NULL -> new Node.Scalar(at, Node.Type.NOTHING, "");
            case VALUE_STRING -> new Node.Scalar(at, Node.Type.TEXT, parser.getString());
            default -> throw new Unfit(at, "syntax", "expected a value");
        };
    }

    private List<Node.Field> fields(int depth) {
        List<Node.Field> fields = new ArrayList<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            Mark at = here();
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            fields.add(new Node.Field(
                    at, name, depth == 1 && value == JsonToken.START_ARRAY ? list(name) : node(value, depth + 1)));
        }
        return fields;
    }

    private Node list(String name) {
        Mark at = here();
        plain(at);
        List<Node> kept = new ArrayList<>();
        int index = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            Node entry = node(token, 3);
            if (!entries.take(name, index++, entry)) {
                kept.add(entry);
            }
        }
        return new Node.Items(at, kept);
    }

    private List<Node> items(int depth) {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token, depth + 1));
        }
        return items;
    }

    private void plain(Mark at) {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw new Unfit(at, "alias", "aliases (*name) are not allowed: write the value out where it is needed");
        }
        if (parser.getTypeId() != null) {
            throw new Unfit(at, "tag", "tags (!name) are not allowed: write the plain value, text in quotes");
        }
    }

    private Mark here() {
        return mark(parser.currentTokenLocation());
    }

    private static Mark mark(@Nullable TokenStreamLocation location) {
        return location == null
                ? Mark.START
                : new Mark(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    /** The YAML parser's own place is that of the last good token; the message names the bad one. */
    private static Mark place(JacksonException broken, String message) {
        Mark place = mark(broken.getLocation());
        for (Matcher matcher = YAML_PLACE.matcher(message); matcher.find(); ) {
            place = new Mark(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        }
        return place;
    }

    /** Drops the excerpts of the file: the place is enough. */
    private static String brief(String message) {
        StringBuilder kept = new StringBuilder();
        message.lines()
                .filter(line -> !line.startsWith(" ") && !line.isBlank())
                .forEach(line -> kept.append(line).append(' '));
        return Text.printable(kept.toString(), 300);
    }

    /** Ends the parsing of one document. */
    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Mark at;
        private final String code;
        private final String reason;

        Unfit(Mark at, String code, String reason) {
            super(reason, null, false, false);
            this.at = at;
            this.code = code;
            this.reason = reason;
        }
    }
}
