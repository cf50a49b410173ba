package io.jitaccess.aws;

import io.jitaccess.id.AssignmentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The inline policy of a permission set with the library's denials in it. What others wrote is kept as it is, fields that
 * this version does not know included; a statement is the library's by its Sid.
 */
final class DenyList {

    /** What all of it may have, white space left out: Identity Center's user guide, quotas. */
    private static final int QUOTA = 10_240;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EMPTY = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";

    /**
     * A denial.
     *
     * @param cut sessions that began before have nothing any more
     * @param until when the last of them has ended by itself
     */
    record Entry(AssignmentId assignment, String user, String account, Instant cut, Instant until) {}

    private final String mark;
    private final Pattern sid;
    private final ObjectNode document;
    private final List<JsonNode> statements;

    private DenyList(String mark, ObjectNode document, List<JsonNode> statements) {
        this.mark = mark;
        this.sid = Pattern.compile(Pattern.quote(mark) + "Ended([0-9]{1,12})x[0-9a-f]{32}");
        this.document = document;
        this.statements = statements;
    }

    /** Empty if it is no policy. */
    static Optional<DenyList> read(String mark, String text) {
        try {
            JsonNode tree = JSON.readTree(text.isBlank() ? EMPTY : text);
            JsonNode statement = tree.path("Statement");
            if (!(tree instanceof ObjectNode document) || !(statement.isArray() || statement.isObject())) {
                return Optional.empty();
            }
            return Optional.of(new DenyList(
                    mark, document, statement.isArray() ? List.copyOf(statement.values()) : List.of(statement)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    boolean has(Entry entry) {
        JsonNode wanted = statement(entry);
        return statements.stream().anyMatch(wanted::equals);
    }

    /** With the denial, and without those whose sessions have ended by themselves; empty if it finds no room. */
    Optional<String> with(Entry entry, Instant now) {
        List<JsonNode> kept = new ArrayList<>();
        statements.stream()
                .filter(statement -> !isOver(statement, now) && !isOf(statement, entry.assignment()))
                .forEach(kept::add);
        kept.add(statement(entry));
        ObjectNode next = document.deepCopy();
        ArrayNode all = next.putArray("Statement");
        kept.forEach(all::add);
        String text = JSON.writeValueAsString(next);
        return text.length() <= QUOTA ? Optional.of(text) : Optional.empty();
    }

    private ObjectNode statement(Entry entry) {
        ObjectNode statement = JSON.createObjectNode();
        statement.put("Sid", mark + "Ended" + entry.until().getEpochSecond() + suffix(entry.assignment()));
        statement.put("Effect", "Deny");
        statement.put("Action", "*");
        statement.put("Resource", "*");
        ObjectNode condition = statement.putObject("Condition");
        ObjectNode equals = condition.putObject("StringEquals");
        equals.put("identitystore:UserId", entry.user());
        equals.put("aws:PrincipalAccount", entry.account());
        condition
                .putObject("DateLessThan")
                .put("aws:TokenIssueTime", entry.cut().toString());
        return statement;
    }

    private boolean isOf(JsonNode statement, AssignmentId assignment) {
        String name = statement.path("Sid").asString("");
        return sid.matcher(name).matches() && name.endsWith(suffix(assignment));
    }

    /** An hour late: a node's clock may be ahead. */
    private boolean isOver(JsonNode statement, Instant now) {
        Matcher ours = sid.matcher(statement.path("Sid").asString(""));
        return ours.matches()
                && Instant.ofEpochSecond(Long.parseLong(ours.group(1)))
                        .plus(Duration.ofHours(1))
                        .isBefore(now);
    }

    private static String suffix(AssignmentId assignment) {
        return "x" + assignment.toString().replace("-", "").toLowerCase(Locale.ROOT);
    }
}
