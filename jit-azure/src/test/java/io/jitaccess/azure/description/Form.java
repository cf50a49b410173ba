package io.jitaccess.azure.description;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The form of an object: its properties by name, as a request sends them.
 *
 * @param required which must be there
 * @param readOnly which Azure alone writes
 */
record Form(String type, boolean required, boolean readOnly, Map<String, Form> properties) {

    /** The form of that name, of a package's forms. Names with a dot are properties of properties. */
    static Form of(String name, Map<String, JsonNode> all) {
        return of(name, all, false, false);
    }

    private static Form of(String name, Map<String, JsonNode> all, boolean required, boolean readOnly) {
        Form form = new Form("Composite", required, readOnly, new TreeMap<>());
        JsonNode known = all.get(name);
        if (known == null) {
            // without a property that is known, whatever is sent is unlike it
            return form;
        }
        JsonNode properties = known.path("type").path("modelProperties");
        properties.properties().forEach(each -> {
            JsonNode property = each.getValue();
            String[] names = property.path("serializedName").asString().split("(?<!\\\\)\\.");
            Form in = form;
            for (int i = 0; i < names.length - 1; i++) {
                in = in.properties.computeIfAbsent(
                        names[i], missing -> new Form("Composite", false, false, new TreeMap<>()));
            }
            in.properties.put(names[names.length - 1], property(property, all));
        });
        return form;
    }

    private static Form property(JsonNode property, Map<String, JsonNode> all) {
        boolean required = property.path("required").asBoolean(false);
        boolean readOnly = property.path("readOnly").asBoolean(false);
        JsonNode type = property.path("type");
        String name = type.path("name").asString();
        // what Azure alone writes may hold what holds it
        return name.equals("Composite") && !readOnly
                ? of(type.path("className").asString(), all, required, false)
                : new Form(name, required, readOnly, Map.of());
    }

    /** @param where the object is, for the texts */
    List<String> problems(String where, JsonNode sent) {
        List<String> problems = new ArrayList<>();
        if (readOnly) {
            problems.add(where + " is written by Azure alone");
        } else if (!isOfType(sent)) {
            problems.add(where + " is no " + type);
        } else if (type.equals("Composite")) {
            sent.properties().forEach(each -> {
                String name = where + "." + each.getKey();
                Form form = properties.get(each.getKey());
                problems.addAll(form == null ? List.of(name + " is unknown") : form.problems(name, each.getValue()));
            });
            properties.forEach((name, form) -> {
                if (form.isNeeded() && sent.path(name).isMissingNode()) {
                    problems.add(where + "." + name + " is missing");
                }
            });
        }
        return problems;
    }

    private boolean isNeeded() {
        return required || properties.values().stream().anyMatch(Form::isNeeded);
    }

    private boolean isOfType(JsonNode sent) {
        return switch (type) {
            case "Composite", "Dictionary" -> sent.isObject();
            case "Sequence" -> sent.isArray();
            case "Boolean" -> sent.isBoolean();
            case "Number" -> sent.isNumber();
            case "DateTime" -> sent.isString() && isTime(sent.asString());
            default -> sent.isString();
        };
    }

    private static boolean isTime(String text) {
        try {
            return OffsetDateTime.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
