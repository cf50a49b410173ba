package io.jitaccess.spring.rest;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the document that is shipped of the one that springdoc derives from the running controllers: names without our
 * suffix, what is needed by the same rule as the {@link Binder}'s, words for people, and the problems.
 */
final class OpenApiDocument {

    static final Map<String, Object> SPRINGDOC = Map.of(
            "springdoc.api-docs.version", "openapi_3_1",
            "springdoc.paths-to-match", "/jit/api/**",
            "springdoc.default-flat-param-object", "true",
            "springdoc.writer-with-order-by-keys", "true");

    private static final JsonMapper JSON = new JsonMapper();
    private static final String BASE = "/jit/api";
    private static final String REF = "#/components/schemas/";

    private final ObjectNode document;
    private final Map<String, Class<?>> records = new TreeMap<>();

    private OpenApiDocument(String springdoc, List<Class<?>> records) {
        this.document = (ObjectNode) JSON.readTree(
                springdoc.replaceAll("ListJson(\\w+)Json\"", "$1List\"").replaceAll("(\\w+)Json\"", "$1\""));
        records.forEach(this::add);
    }

    /** The document, of springdoc's and of the records that the controllers take and give. */
    static String of(String springdoc, List<Class<?>> records) {
        return new OpenApiDocument(springdoc, records).build();
    }

    private void add(Class<?> record) {
        String name = record.getSimpleName().replaceAll("Json$", "");
        Class<?> other = records.put(name, record);
        if (other != null && other != record) {
            throw new AssertionError(other + " and " + record + " have one name in the document");
        }
        for (Class<?> inner : record.getDeclaredClasses()) {
            if (inner.isRecord()) {
                add(inner);
            }
        }
    }

    private String build() {
        ObjectNode info = document.putObject("info");
        info.put("title", "JIT Access");
        info.put("version", "1");
        info.put(
                "description",
                "Just-in-time access. The host application authenticates; the library authorises at every call. Programs"
                        + " must expect fields that they do not know.");
        document.putArray("servers").addObject().put("url", BASE).put("description", "jit.rest.path");
        ObjectNode schemas = (ObjectNode) document.get("components").get("schemas");
        addProblem(schemas);
        required(schemas);
        Map<String, JsonNode> paths = new TreeMap<>();
        document.get("paths")
                .properties()
                .forEach(path -> paths.put(path.getKey().substring(BASE.length()), path.getValue()));
        ObjectNode relative = document.putObject("paths");
        paths.forEach(relative::set);
        Map<String, String> words = new LinkedHashMap<>(OpenApiWords.SUMMARIES);
        relative.forEach(path -> path.properties()
                .forEach(operation -> describe((ObjectNode) operation.getValue(), words, operation.getKey())));
        if (!words.isEmpty()) {
            throw new AssertionError("words for operations that are none: " + words.keySet());
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(sorted(document)) + "\n";
    }

    private void describe(ObjectNode operation, Map<String, String> words, String method) {
        String id = operation.get("operationId").asString();
        String summary = words.remove(id);
        if (summary == null) {
            throw new AssertionError("no words for the operation " + id);
        }
        operation.remove("tags");
        operation.put("summary", summary);
        if (operation.get("parameters") != null) {
            operation.get("parameters").forEach(parameter -> notNull((ObjectNode) parameter.get("schema")));
        }
        ObjectNode responses = (ObjectNode) operation.get("responses");
        if (OpenApiWords.CREATING.contains(id)) {
            responses.set("201", responses.get("200").deepCopy());
            ((ObjectNode) responses.get("201")).put("description", "Created");
        }
        ObjectNode problem = responses.putObject("default").put("description", "A problem");
        problem.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("$ref", REF + "Problem");
    }

    private static void addProblem(ObjectNode schemas) {
        ObjectNode properties =
                schemas.putObject("Problem").put("type", "object").putObject("properties");
        for (String text : List.of("type", "title", "instance")) {
            properties.putObject(text).put("type", "string");
        }
        properties.putObject("status").put("type", "integer").put("format", "int32");
        properties.putObject("errors").put("type", "array").putObject("items").put("$ref", REF + "Field");
    }

    private void required(ObjectNode schemas) {
        Set<String> read = new HashSet<>();
        document.get("paths")
                .forEach(path -> path.forEach(operation -> {
                    JsonNode body = operation.get("requestBody");
                    if (body != null) {
                        reach(body, schemas, read);
                    }
                }));
        schemas.properties().forEach(schema -> {
            String name = schema.getKey();
            Class<?> record = name.endsWith("List") ? ListJson.class : records.get(name);
            if (record == null) {
                throw new AssertionError("no record for the schema " + name);
            }
            ArrayNode required = JSON.createArrayNode();
            for (RecordComponent component : record.getRecordComponents()) {
                if (isNeeded(component, read.contains(name))) {
                    required.add(component.getName());
                }
            }
            if (!required.isEmpty()) {
                ((ObjectNode) schema.getValue()).set("required", required);
            }
        });
    }

    private static boolean isNeeded(RecordComponent component, boolean read) {
        boolean mayBeEmpty = component.getType() == List.class || component.getType() == Map.class;
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class) && !(read && mayBeEmpty);
    }

    private static void reach(JsonNode node, ObjectNode schemas, Set<String> reached) {
        JsonNode ref = node.get("$ref");
        if (ref != null && reached.add(ref.asString().substring(REF.length()))) {
            reach(schemas.get(ref.asString().substring(REF.length())), schemas, reached);
        }
        node.forEach(inner -> reach(inner, schemas, reached));
    }

    private static void notNull(ObjectNode schema) {
        if (schema.get("type") instanceof ArrayNode types) {
            schema.set("type", types.get(0));
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            ObjectNode sorted = JSON.createObjectNode();
            members.forEach(sorted::set);
            return sorted;
        }
        if (node.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            node.forEach(item -> items.add(sorted(item)));
            return JSON.createArrayNode().addAll(items);
        }
        return node;
    }
}
