package io.jitaccess.aws;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Judges a written policy as IAM does, by its guide to the evaluation logic: an explicit Deny wins, then an Allow, else
 * denied; all conditions of a statement must hold, one value of a key suffices; keys are not told apart by case. Written
 * apart from the provider, for the few operators that the tests use; any other fails.
 */
final class PolicyJudge {

    private PolicyJudge() {}

    static boolean allows(String document, String action, String resource, Instant now) {
        return allows(document, action, resource, now, Map.of());
    }

    static boolean allows(String document, String action, String resource, Instant now, Map<String, String> context) {
        boolean allowed = false;
        for (JsonNode statement : statements(document)) {
            if (matches(statement, action, resource, now, context)) {
                if (statement.path("Effect").asString().equals("Deny")) {
                    return false;
                }
                allowed = true;
            }
        }
        return allowed;
    }

    /** Whether an explicit Deny stands in the way. */
    static boolean denies(String document, String action, String resource, Instant now, Map<String, String> context) {
        return statements(document).stream()
                .filter(statement -> statement.path("Effect").asString().equals("Deny"))
                .anyMatch(statement -> matches(statement, action, resource, now, context));
    }

    static List<JsonNode> statements(String document) {
        JsonNode all = FakeAws.JSON.readTree(document).path("Statement");
        return all.isArray() ? List.copyOf(all.values()) : List.of(all);
    }

    private static boolean matches(
            JsonNode statement, String action, String resource, Instant now, Map<String, String> context) {
        return texts(statement.path("Action")).stream().anyMatch(each -> like(each, action, Pattern.CASE_INSENSITIVE))
                && texts(statement.path("Resource")).stream().anyMatch(each -> like(each, resource, 0))
                && statement.path("Condition").properties().stream()
                        .allMatch(operator -> operator.getValue().properties().stream()
                                .allMatch(key -> texts(key.getValue()).stream()
                                        .anyMatch(
                                                value -> holds(operator.getKey(), key.getKey(), value, now, context))));
    }

    private static boolean holds(String operator, String key, String value, Instant now, Map<String, String> context) {
        boolean time = key.equalsIgnoreCase("aws:CurrentTime");
        if (time && operator.equals("DateLessThan")) {
            return now.isBefore(Instant.parse(value));
        }
        if (time && operator.equals("DateGreaterThanEquals")) {
            return !now.isBefore(Instant.parse(value));
        }
        String is = context.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(key))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        return switch (operator) {
            case "DateLessThan" -> !is.isEmpty() && Instant.parse(is).isBefore(Instant.parse(value));
            case "StringEquals" -> is.equals(value);
            case "StringLike" -> like(value, is, 0);
            case "IpAddress" -> is.startsWith(value.substring(0, value.indexOf('/')));
            default -> throw new AssertionError("the judge does not know " + operator + " of " + key);
        };
    }

    private static boolean like(String pattern, String text, int flags) {
        String regex = pattern.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
        return Pattern.compile(regex, flags | Pattern.DOTALL).matcher(text).matches();
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray() ? node.values().stream().map(JsonNode::asString).toList() : List.of(node.asString());
    }
}
