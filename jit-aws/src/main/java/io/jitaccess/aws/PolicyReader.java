package io.jitaccess.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a policy's text strictly: what it does not know it refuses, because AWS's own reader drops it without a word.
 * No policy variable, nothing but ASCII, no {@code NotAction}, {@code NotResource} or {@code Principal}.
 */
final class PolicyReader {

    /** More than an inline policy of a role may have. */
    private static final int LONGEST = 10_240;

    private static final int MOST_STATEMENTS = 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Set<String> DOCUMENT = Set.of("Version", "Statement");
    private static final Set<String> STATEMENT = Set.of("Sid", "Effect", "Action", "Resource", "Condition");
    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9*?]+");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9:/_.-]{1,128}");
    private static final Pattern OPERATOR = Pattern.compile("((ForAllValues|ForAnyValue):)?[A-Z][A-Za-z]{2,40}");
    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7e]{0,1024}");

    /** Region and account are empty for what is global there. */
    private static final Pattern ARN =
            Pattern.compile("arn:aws(-[a-z]+)*:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12})?:[\\x21-\\x7e]{1,900}");

    /** The policy, or what is wrong with the text. */
    record Reading(Optional<Policy> policy, String problem) {

        static Reading of(Policy policy) {
            return new Reading(Optional.of(policy), "");
        }

        Optional<String> wrong() {
            return policy.isPresent() ? Optional.empty() : Optional.of(problem);
        }
    }

    /** Ends the reading with what is wrong. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    private PolicyReader() {}

    static Reading read(String text) {
        return read(text, false);
    }

    /** What AWS holds: {@code *} as an action passes, too. */
    static Reading readWritten(String text) {
        return read(text, true);
    }

    private static Reading read(String text, boolean written) {
        try {
            return Reading.of(policy(text, written));
        } catch (Wrong e) {
            return new Reading(Optional.empty(), String.valueOf(e.getMessage()));
        } catch (JacksonException e) {
            return new Reading(Optional.empty(), "is not well formed JSON");
        }
    }

    private static Policy policy(String text, boolean written) {
        require(text.length() <= LONGEST, "is longer than any inline policy may be");
        JsonNode document = JSON.readTree(text);
        require(document.isObject(), "must be a JSON object");
        only(document, DOCUMENT, "the policy");
        String version = document.path("Version").asString("2012-10-17");
        require(version.equals("2012-10-17"), "Version must be 2012-10-17");
        JsonNode all = document.path("Statement");
        List<JsonNode> statements = all.isObject() ? List.of(all) : List.copyOf(all.values());
        require(
                !statements.isEmpty() && statements.size() <= MOST_STATEMENTS,
                "Statement must have 1 to " + MOST_STATEMENTS + " entries");
        List<Policy.Statement> read =
                statements.stream().map(each -> statement(each, written)).toList();
        require(read.stream().anyMatch(Policy.Statement::allows), "must allow something");
        return new Policy(read);
    }

    private static Policy.Statement statement(JsonNode statement, boolean written) {
        require(statement.isObject(), "each statement must be a JSON object");
        only(statement, STATEMENT, "a statement");
        String effect = statement.path("Effect").asString("");
        require(effect.equals("Allow") || effect.equals("Deny"), "Effect must be Allow or Deny");
        List<String> actions = texts(statement.path("Action"), "Action");
        actions.forEach(action -> require(
                ACTION.matcher(action).matches() || (written && action.equals("*")),
                "each Action must name a service and what it does, such as s3:GetObject"));
        List<String> resources = texts(statement.path("Resource"), "Resource");
        resources.forEach(PolicyReader::resource);
        return new Policy.Statement(
                effect.equals("Allow"),
                actions.stream().map(action -> action.toLowerCase(Locale.ROOT)).toList(),
                resources,
                conditions(statement.path("Condition")));
    }

    private static void resource(String resource) {
        if (resource.equals("*")) {
            return;
        }
        require(ARN.matcher(resource).matches() && !resource.contains("${"), "each Resource must be * or a full ARN");
        String[] parts = resource.split(":", 6);
        if (parts[2].equals("s3")) {
            boolean bucket = !parts[5].startsWith("accesspoint/") && !parts[5].startsWith("job/");
            require(
                    !bucket || (parts[3].isEmpty() && parts[4].isEmpty()),
                    "an ARN of an S3 bucket carries neither region nor account");
        }
        require(!parts[2].equals("iam") || parts[3].isEmpty(), "an ARN of IAM carries no region");
    }

    private static List<Policy.Condition> conditions(JsonNode block) {
        List<Policy.Condition> conditions = new ArrayList<>();
        if (block.isMissingNode()) {
            return conditions;
        }
        require(block.isObject(), "Condition must be a JSON object");
        for (Map.Entry<String, JsonNode> operator : block.properties()) {
            require(OPERATOR.matcher(operator.getKey()).matches(), "a condition has an unknown operator");
            require(operator.getValue().isObject(), "each operator of a condition must hold a JSON object");
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                require(KEY.matcher(key.getKey()).matches(), "a condition has a key of an unknown form");
                List<String> values = texts(key.getValue(), "each value of a condition");
                values.forEach(value -> require(
                        PLAIN.matcher(value).matches() && !value.contains("${"),
                        "values of conditions must be plain ASCII without policy variables"));
                conditions.add(new Policy.Condition(operator.getKey(), key.getKey(), values));
            }
        }
        return conditions;
    }

    private static List<String> texts(JsonNode node, String what) {
        List<JsonNode> all = node.isArray() ? List.copyOf(node.values()) : List.of(node);
        require(!all.isEmpty() && all.stream().allMatch(JsonNode::isString), what + " must be text or a list of texts");
        return all.stream().map(JsonNode::asString).toList();
    }

    private static void only(JsonNode object, Set<String> known, String what) {
        object.propertyNames()
                .forEach(name -> require(
                        known.contains(name),
                        what + " may hold " + known.stream().sorted().toList()));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Wrong(otherwise);
        }
    }
}
