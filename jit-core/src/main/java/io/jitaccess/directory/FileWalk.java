package io.jitaccess.directory;

import io.jitaccess.internal.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Walks through a YAML or JSON text once, value by value; what is not of the expected form is reported with its place and
 * left out. What YAML has beyond plain data (aliases, anchors, tags, more documents) is refused.
 */
final class FileWalk {

    private static final Pattern YAML_PLACE = Pattern.compile("(?m)^ in reader, line (\\d+), column (\\d+):");

    private final JsonParser parser;
    private final FileProblems problems;

    private FileWalk(JsonParser parser, FileProblems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** Reads the value where the walk stands. */
    interface Step {
        void read(FileWalk walk, String path);
    }

    static void through(String text, boolean json, FileProblems problems, Step root) {
        try (JsonParser parser =
                (json ? new JsonFactory() : new YAMLFactory()).createParser(ObjectReadContext.empty(), text)) {
            FileWalk walk = new FileWalk(parser, problems);
            if (parser.nextToken() == null) {
                problems.add(Place.START, "", "empty", "the file is empty");
                return;
            }
            root.read(walk, "");
            if (parser.nextToken() != null) {
                problems.add(walk.here(), "", "second-document", "one document per file");
            }
        } catch (JacksonException broken) {
            String message = String.valueOf(broken.getOriginalMessage());
            // the text's own words stay out
            String first = message.lines().findFirst().orElse("");
            problems.add(
                    place(broken, message),
                    "",
                    "syntax",
                    "not valid " + (json ? "JSON: " : "YAML: ") + Text.printable(first, 200));
        }
    }

    Place here() {
        return place(parser.currentTokenLocation());
    }

    void object(String path, Map<String, Step> fields) {
        if (!is(JsonToken.START_OBJECT, path, "an object")) {
            return;
        }
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Place at = here();
            Step step = fields.get(name);
            parser.nextToken();
            if (!seen.add(name)) {
                problems.add(at, path, "duplicate-field", shown(name) + " is there twice");
                skip(path);
            } else if (step == null) {
                String known = String.join(", ", new TreeMap<>(fields).keySet());
                problems.add(at, path, "unknown-field", "there is no field " + shown(name) + ", but " + known);
                skip(path);
            } else {
                step.read(this, path.isEmpty() ? name : path + "." + name);
            }
        }
    }

    void list(String path, Step item) {
        if (!is(JsonToken.START_ARRAY, path, "a list")) {
            return;
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            item.read(this, path + "[" + i + "]");
        }
    }

    void text(String path, Consumer<Located> use) {
        if (is(JsonToken.VALUE_STRING, path, "text (numbers and the like in quotes)")) {
            use.accept(new Located(parser.getString(), here()));
        }
    }

    void bool(String path, Consumer<Boolean> use) {
        JsonToken expected =
                parser.currentToken() == JsonToken.VALUE_TRUE ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE;
        if (is(expected, path, "true or false")) {
            use.accept(expected == JsonToken.VALUE_TRUE);
        }
    }

    void texts(String path, Consumer<List<Located>> use) {
        List<Located> texts = new ArrayList<>();
        list(path, (walk, item) -> walk.text(item, texts::add));
        use.accept(texts);
    }

    /** An object whose names are free and whose values are text. */
    void textsByName(String path, Consumer<Map<String, String>> use) {
        if (!is(JsonToken.START_OBJECT, path, "an object")) {
            return;
        }
        Map<String, String> texts = new TreeMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Place at = here();
            parser.nextToken();
            text(path, value -> {
                if (texts.put(name, value.text()) != null) {
                    problems.add(at, path, "duplicate-field", shown(name) + " is there twice");
                }
            });
        }
        use.accept(texts);
    }

    private boolean is(JsonToken expected, String path, String what) {
        boolean plain = isPlain(path);
        if (plain && parser.currentToken() != expected) {
            problems.add(here(), path, "type", "expected " + what);
        }
        boolean good = plain && parser.currentToken() == expected;
        if (!good) {
            parser.skipChildren();
        }
        return good;
    }

    private void skip(String path) {
        isPlain(path);
        parser.skipChildren();
    }

    private boolean isPlain(String path) {
        boolean alias = parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
        boolean plain = !alias && parser.getObjectId() == null && parser.getTypeId() == null;
        if (!plain) {
            problems.add(here(), path, "yaml", "aliases, anchors and tags (*, &, !) are not allowed: write it out");
        }
        return plain;
    }

    /** The YAML parser's own place is that of the last good token; its message names the bad one. */
    private static Place place(JacksonException broken, String message) {
        Place place = place(broken.getLocation());
        for (Matcher matcher = YAML_PLACE.matcher(message); matcher.find(); ) {
            place = new Place(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        }
        return place;
    }

    private static Place place(@Nullable TokenStreamLocation location) {
        return location == null
                ? Place.START
                : new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    private static String shown(String name) {
        return "\"" + Text.printable(name, 60) + "\"";
    }
}
