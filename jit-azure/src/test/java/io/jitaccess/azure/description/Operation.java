package io.jitaccess.azure.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * One operation.
 *
 * @param path in which each variable is any text, and a scope may hold slashes
 * @param form of the body; empty for none
 */
record Operation(String method, Pattern path, List<Parameter> query, Optional<Form> form) {

    /** Of an address that Azure itself gave for the next page: it is Azure's business what is in there. */
    private static final String NEXT_PAGE = "$skiptoken";

    /** @param only the one value that it may have; empty for any */
    record Parameter(String name, boolean required, String only) {}

    static Pattern path(String template) {
        String[] parts = template.split("(?=\\{)|(?<=\\})");
        StringBuilder pattern = new StringBuilder();
        for (String part : parts) {
            pattern.append(part.equals("{scope}") ? ".+" : part.startsWith("{") ? "[^/]+" : Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE);
    }

    boolean isAt(String asked, String at) {
        return method.equals(asked) && path.matcher(at).matches();
    }

    List<String> problems(Map<String, String> sent, Optional<JsonNode> body) {
        List<String> problems = new ArrayList<>();
        sent.keySet().stream()
                .filter(name -> !name.equalsIgnoreCase(NEXT_PAGE))
                .filter(name -> query.stream().noneMatch(known -> known.name().equals(name)))
                .forEach(name -> problems.add("the parameter " + name + " is unknown"));
        for (Parameter known : query) {
            String value = sent.get(known.name());
            if (value == null && (known.required() || !known.only().isEmpty())) {
                problems.add("the parameter " + known.name() + " is missing");
            }
            if (value != null && !known.only().isEmpty() && !known.only().equals(value)) {
                problems.add("the parameter " + known.name() + " must be " + known.only());
            }
        }
        if (form.isPresent() != body.isPresent()) {
            problems.add(form.isPresent() ? "a body is missing" : "a body is unknown");
        }
        if (form.isPresent() && body.isPresent()) {
            problems.addAll(form.get().problems("body", body.get()));
        }
        return problems;
    }
}
