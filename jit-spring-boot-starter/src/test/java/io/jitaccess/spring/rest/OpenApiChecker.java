package io.jitaccess.spring.rest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks answers against the document in the jar; stricter than a client, in that no field may be undocumented. */
final class OpenApiChecker {

    private static final String API = "/jit/api";

    private final JsonNode document;
    private final List<String> wrong = new ArrayList<>();

    private OpenApiChecker(JsonNode document) {
        this.document = document;
    }

    /** What is wrong with an answer of the API; nothing for an answer that is the host's own. */
    static List<String> check(String method, String path, Reply reply) {
        String type = reply.header("Content-Type");
        boolean ours = path.startsWith(API + "/") && (reply.status() < 300 || type.contains("problem"));
        if (!ours) {
            return List.of();
        }
        OpenApiChecker checker = new OpenApiChecker(document());
        checker.answer(method.toLowerCase(), path.substring(API.length()).replaceAll("\\?.*", ""), reply, type);
        return checker.wrong;
    }

    private static JsonNode document() {
        try (InputStream file = OpenApiChecker.class.getResourceAsStream("/META-INF/jit/openapi.json")) {
            return new JsonMapper().readTree(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void answer(String method, String path, Reply reply, String type) {
        JsonNode operation = operation(path).get(method);
        if (operation == null) {
            wrong.add(method + " is not documented for " + path);
            return;
        }
        JsonNode responses = operation.get("responses");
        boolean problem = reply.status() >= 400;
        JsonNode response = problem ? responses.get("default") : responses.get(String.valueOf(reply.status()));
        if (response == null) {
            wrong.add("status " + reply.status() + " is not documented for " + method + " " + path);
            return;
        }
        JsonNode content = response.get("content");
        if (content == null) {
            if (!reply.body().isEmpty()) {
                wrong.add("a body that is not documented");
            }
            return;
        }
        JsonNode form = content.get(type);
        if (form == null) {
            wrong.add(type + " is not documented, but " + content.propertyNames());
            return;
        }
        value("", reply.json(), form.get("schema"));
    }

    private JsonNode operation(String path) {
        JsonNode best = null;
        for (Map.Entry<String, JsonNode> each : document.get("paths").properties()) {
            if (each.getKey().equals(path)) {
                return each.getValue();
            }
            String pattern = Pattern.compile("\\{[a-z]+}")
                    .splitAsStream(each.getKey() + "/")
                    .map(Pattern::quote)
                    .reduce((a, b) -> a + "[^/]+" + b)
                    .orElseThrow();
            if ((path + "/").matches(pattern)) {
                best = each.getValue();
            }
        }
        if (best == null) {
            throw new AssertionError("no path in the document for " + path);
        }
        return best;
    }

    private void value(String at, JsonNode value, @Nullable JsonNode given) {
        if (given == null || given.isEmpty()) {
            return;
        }
        JsonNode schema =
                given.get("$ref") == null ? given : resolve(given.get("$ref").asString());
        String type = schema.get("type").asString();
        boolean fits = switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> throw new AssertionError("no rule for " + type);
        };
        if (!fits) {
            wrong.add(at + " is no " + type + ": " + value);
        } else if (type.equals("object")) {
            object(at, value, schema);
        } else if (type.equals("array")) {
            value.forEach(item -> value(at + "[]", item, schema.get("items")));
        } else {
            plain(at, value, schema);
        }
    }

    private void object(String at, JsonNode value, JsonNode schema) {
        if (schema.get("required") != null) {
            schema.get("required").forEach(name -> {
                if (!value.has(name.asString())) {
                    wrong.add(at + " lacks " + name.asString());
                }
            });
        }
        JsonNode properties = schema.get("properties");
        JsonNode others = schema.get("additionalProperties");
        value.properties().forEach(member -> {
            JsonNode known = properties == null ? null : properties.get(member.getKey());
            if (known == null && others == null) {
                wrong.add(at + "." + member.getKey() + " is not documented");
            } else {
                value(at + "." + member.getKey(), member.getValue(), known == null ? others : known);
            }
        });
    }

    private void plain(String at, JsonNode value, JsonNode schema) {
        JsonNode words = schema.get("enum");
        if (words != null && words.valueStream().noneMatch(value::equals)) {
            wrong.add(at + " is none of " + words + ": " + value);
        }
        String format = schema.get("format") == null ? "" : schema.get("format").asString();
        try {
            if (format.equals("date-time")) {
                Instant.parse(value.asString());
            } else if (format.equals("duration")) {
                Duration.parse(value.asString());
            }
        } catch (java.time.format.DateTimeParseException e) {
            wrong.add(at + " is no " + format + ": " + value);
        }
    }

    private JsonNode resolve(String ref) {
        return document.at(ref.substring(1));
    }
}
